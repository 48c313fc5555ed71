import { sql } from 'drizzle-orm';
import { addUsageWith, type UsageChange, type UsageValues, usageValues } from './add-usage.ts';
import type { EntryFrame } from './append-entries.ts';
import type { EntryDetail } from './entry-kinds.ts';
import { type Query, statement } from './statement.ts';

export type SentInvite = {
  /** Null for an unnamed one. */
  readonly personId: number | null;
  /** A cap forbade it, and it was recorded all the same. */
  readonly overCap: boolean;
  readonly detail: EntryDetail;
};

export type SendsToRecord = {
  readonly frame: EntryFrame;
  /** The ordinal of the first of these entries in the request. */
  readonly firstOrdinal: number;
  readonly sentAt: number;
  /** The date of `sentAt` in the account's zone. */
  readonly localDate: string;
  /** They carry an exception mark. */
  readonly exempt: boolean;
  /** The note that went with each. */
  readonly note: string | null;
  readonly sent: readonly SentInvite[];
  readonly usage: readonly UsageChange[];
};

type Values = UsageValues & {
  readonly workspaceId: string;
  readonly accountId: number;
  readonly requestId: number;
  readonly firstOrdinal: number;
  readonly actor: string;
  readonly onBehalf: string;
  readonly source: string;
  readonly sentAt: string;
  readonly localDate: string;
  readonly recordedAt: string;
  readonly exempt: string;
  readonly note: string | null;
  readonly personIds: readonly (number | null)[];
  readonly overCap: readonly string[];
  readonly details: readonly (string | null)[];
};

const record = statement<never, Values>(
  (its) => sql`
    with sent as materialized (
      select s.person_id, s.over_cap, s.detail, s.position, nextval('invites_id_seq') as invite_id
      from unnest(${its.personIds}::bigint[], ${its.overCap}::text[], ${its.details}::text[])
        with ordinality as s (person_id, over_cap, detail, position)
    ), added as (
      insert into invites (workspace_id, id, account_id, person_id, sent_at, state, state_at, exempt)
      select ${its.workspaceId}, invite_id, ${its.accountId}::bigint, person_id, ${its.sentAt}::timestamptz, 'pending',
        ${its.sentAt}::timestamptz, ${its.exempt}::text::boolean
      from sent
    ), noted as (
      insert into notes (workspace_id, invite_id, author, text)
      select ${its.workspaceId}, invite_id, ${its.actor}, ${its.note}::text from sent where ${its.note}::text is not null
    ), counted as (${addUsageWith(its)}
    )
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, on_behalf, person_id, invite_id,
      happened_at, local_date, recorded_at, source, over_cap, detail)
    select ${its.workspaceId}, ${its.requestId}::bigint, ${its.firstOrdinal}::int + position - 1, 'sent',
      ${its.accountId}::bigint, ${its.actor}, ${its.onBehalf}::text::boolean, person_id, invite_id, ${its.sentAt}::timestamptz,
      ${its.localDate}::date, ${its.recordedAt}::timestamptz, ${its.source}, over_cap::boolean, detail::jsonb
    from sent`,
);

/** What writes invitations: invites, notes, entries and counts, in one statement. There must be one at least. */
export function recordSends({ frame, sent, usage, ...its }: SendsToRecord): Query {
  return record({
    workspaceId: frame.workspaceId,
    accountId: frame.accountId,
    requestId: frame.requestId,
    firstOrdinal: its.firstOrdinal,
    actor: frame.actor,
    onBehalf: String(frame.onBehalf),
    sentAt: new Date(its.sentAt).toISOString(),
    localDate: its.localDate,
    recordedAt: new Date(frame.recordedAt).toISOString(),
    source: frame.source,
    exempt: String(its.exempt),
    note: its.note,
    personIds: sent.map((invite) => invite.personId),
    overCap: sent.map((invite) => String(invite.overCap)),
    details: sent.map(({ detail }) => (Object.keys(detail).length === 0 ? null : JSON.stringify(detail))),
    ...usageValues(usage),
  });
}
