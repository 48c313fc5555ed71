import { type SQL, sql } from 'drizzle-orm';

/** The tasks of the worker. Their payloads are ids: `workspaceId`, and `channel` or `userId`. */
export const taskNames = {
  drain: 'drain',
  publishHome: 'publish_home',
  refreshHomes: 'refresh_homes',
  round: 'round',
} as const;

/** Who waits for a Home looks at it; a message may come a second later, but must not be given up. */
const manners = {
  [taskNames.publishHome]: { priority: -1, maxAttempts: 6 },
  [taskNames.refreshHomes]: { priority: 0, maxAttempts: 6 },
  [taskNames.round]: { priority: 1, maxAttempts: 12 },
  [taskNames.drain]: { priority: 0, maxAttempts: 25 },
} as const;

/**
 * A job for `graphile_worker.add_jobs`, which is given an array of them. One of the same key that waits is replaced, one
 * that runs goes on, and the new one runs as well: what it was added for came after the other had looked.
 */
function jobSpec(
  task: (typeof taskNames)[keyof typeof taskNames],
  spec: { readonly payload: SQL; readonly key: SQL; readonly runAt: SQL },
): SQL {
  const { priority, maxAttempts } = manners[task];
  return sql`row(${sql.raw(`'${task}'`)}, ${spec.payload}, null, ${spec.runAt}, ${sql.raw(String(maxAttempts))}, ${spec.key}, ${sql.raw(String(priority))}, null)::graphile_worker.job_spec`;
}

/** Whether a job of this key is still to be begun: also one that failed and is tried again. */
export function isWaiting(key: SQL): SQL {
  return sql`exists (
    select from graphile_worker.jobs where key = ${key} and locked_at is null and attempts < max_attempts
  )`;
}

export function drainKey(workspaceId: SQL, channel: SQL): SQL {
  return sql`'drain:' || ${workspaceId} || ':' || ${channel}`;
}

/** Says what is queued for a channel. */
export function drainSpec(workspaceId: SQL, channel: SQL, runAt: SQL): SQL {
  return jobSpec(taskNames.drain, {
    payload: sql`json_build_object('workspaceId', ${workspaceId}::text, 'channel', ${channel}::text)`,
    key: drainKey(workspaceId, channel),
    runAt,
  });
}

export function homeKey(workspaceId: SQL, userId: SQL): SQL {
  return sql`'home:' || ${workspaceId} || ':' || ${userId}`;
}

/** Publishes somebody's Home. */
export function homeSpec(workspaceId: SQL, userId: SQL, runAt: SQL): SQL {
  return jobSpec(taskNames.publishHome, {
    payload: sql`json_build_object('workspaceId', ${workspaceId}::text, 'userId', ${userId}::text)`,
    key: homeKey(workspaceId, userId),
    runAt,
  });
}

/** The key of the job that queues the Homes of those who manage. */
export function refreshKey(workspaceId: SQL): SQL {
  return sql`'homes:' || ${workspaceId}`;
}

/** Queues the Homes of those who manage. */
export function refreshSpec(workspaceId: SQL, runAt: SQL): SQL {
  return jobSpec(taskNames.refreshHomes, {
    payload: sql`json_build_object('workspaceId', ${workspaceId}::text)`,
    key: refreshKey(workspaceId),
    runAt,
  });
}

/** What happens at a time of day in a zone, for one workspace (`jobs/rounds.ts`). */
export function roundSpec(round: {
  readonly workspaceId: SQL;
  readonly kind: SQL;
  readonly zone: SQL;
  readonly localDate: SQL;
}): SQL {
  const { workspaceId, kind, zone, localDate } = round;
  return jobSpec(taskNames.round, {
    payload: sql`json_build_object('workspaceId', ${workspaceId}::text, 'kind', ${kind}::text, 'zone', ${zone}::text,
      'localDate', ${localDate}::text)`,
    key: sql`'round:' || ${workspaceId} || ':' || ${kind} || ':' || ${zone} || ':' || ${localDate}::text`,
    runAt: sql`now()`,
  });
}
