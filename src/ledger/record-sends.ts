import { sql } from 'drizzle-orm';
import type { EntryFrame } from './append-entries.ts';
import type { Tx } from './transact.ts';

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

/** Writes invitations: the invites, their entries and the day's count, in one statement. */
export async function recordSends(tx: Tx, { frame, ...sends }: SendsToRecord): Promise<void> {
  if (sends.sent.length === 0) return;
  const { workspaceId, accountId } = frame;
  const sentAt = new Date(sends.sentAt).toISOString();
  const details = sends.sent.map(({ overrode }) =>
    overrode.length === 0 ? null : JSON.stringify({ overrode }),
  );
  await tx.execute(sql`
    with sent as materialized (
      select s.person_id, s.detail, s.position, nextval('invites_id_seq') as invite_id
      from unnest(
        ${sql.param(sends.sent.map((invite) => invite.personId))}::bigint[],
        ${sql.param(details)}::text[]
      ) with ordinality as s (person_id, detail, position)
    ), added as (
      insert into invites (workspace_id, id, account_id, person_id, sent_at, state, state_at)
      select ${workspaceId}, invite_id, ${accountId}, person_id, ${sentAt}::timestamptz, 'pending', ${sentAt}::timestamptz
      from sent
    ), counted as (
      insert into usage (workspace_id, account_id, resource, local_date, sent)
      values (${workspaceId}, ${accountId}, 'connection', ${sends.localDate}::date, ${sends.sent.length}::int)
      on conflict (workspace_id, account_id, resource, local_date) do update set sent = usage.sent + excluded.sent
    )
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, person_id, invite_id, happened_at,
      local_date, recorded_at, source, detail)
    select ${workspaceId}, ${frame.requestId}::bigint, ${sends.firstOrdinal}::int + position - 1, 'sent', ${accountId},
      ${frame.actor}, person_id, invite_id, ${sentAt}::timestamptz, ${sends.localDate}::date,
      ${new Date(frame.recordedAt).toISOString()}::timestamptz, 'command', detail::jsonb
    from sent`);
}
