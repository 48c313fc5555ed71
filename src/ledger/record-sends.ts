import { sql } from 'drizzle-orm';
import type { EntryFrame } from './append-entries.ts';
import { type Query, statement } from './statement.ts';

export type SentInvite = {
  readonly personId: number;
  /** Codes of the reasons that were overridden. */
  readonly overrode: readonly string[];
};

export type SendsToRecord = {
  readonly frame: EntryFrame;
  /** The ordinal of the first of these entries in the request. */
  readonly firstOrdinal: number;
  readonly sentAt: number;
  /** The date of `sentAt` in the account's zone. */
  readonly localDate: string;
  readonly sent: readonly SentInvite[];
};

type Values = {
  readonly workspaceId: string;
  readonly accountId: number;
  readonly requestId: number;
  readonly firstOrdinal: number;
  readonly actor: string;
  readonly sentAt: string;
  readonly localDate: string;
  readonly recordedAt: string;
  readonly count: number;
  readonly personIds: readonly number[];
  readonly details: readonly (string | null)[];
};

const record = statement<never, Values>(
  (its) => sql`
    with sent as materialized (
      select s.person_id, s.detail, s.position, nextval('invites_id_seq') as invite_id
      from unnest(${its.personIds}::bigint[], ${its.details}::text[])
        with ordinality as s (person_id, detail, position)
    ), added as (
      insert into invites (workspace_id, id, account_id, person_id, sent_at, state, state_at)
      select ${its.workspaceId}, invite_id, ${its.accountId}::bigint, person_id, ${its.sentAt}::timestamptz, 'pending',
        ${its.sentAt}::timestamptz
      from sent
    ), counted as (
      insert into usage (workspace_id, account_id, resource, local_date, sent)
      values (${its.workspaceId}, ${its.accountId}::bigint, 'connection', ${its.localDate}::date, ${its.count}::int)
      on conflict (workspace_id, account_id, resource, local_date) do update set sent = usage.sent + excluded.sent
    )
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, person_id, invite_id, happened_at,
      local_date, recorded_at, source, detail)
    select ${its.workspaceId}, ${its.requestId}::bigint, ${its.firstOrdinal}::int + position - 1, 'sent',
      ${its.accountId}::bigint, ${its.actor}, person_id, invite_id, ${its.sentAt}::timestamptz, ${its.localDate}::date,
      ${its.recordedAt}::timestamptz, 'command', detail::jsonb
    from sent`,
);

/** What writes invitations: the invites, their entries and the day's count, in one statement. There must be one at least. */
export function recordSends({ frame, firstOrdinal, sentAt, localDate, sent }: SendsToRecord): Query {
  return record({
    workspaceId: frame.workspaceId,
    accountId: frame.accountId,
    requestId: frame.requestId,
    firstOrdinal,
    actor: frame.actor,
    sentAt: new Date(sentAt).toISOString(),
    localDate,
    recordedAt: new Date(frame.recordedAt).toISOString(),
    count: sent.length,
    personIds: sent.map((invite) => invite.personId),
    details: sent.map(({ overrode }) => (overrode.length === 0 ? null : JSON.stringify({ overrode }))),
  });
}
