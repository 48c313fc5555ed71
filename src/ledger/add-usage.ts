import { type SQL, sql } from 'drizzle-orm';
import type { Account } from './account.ts';
import { type Query, statement } from './statement.ts';

/** What is added to, or taken from, the counts of one resource on one local date; of these only `counter` may be negative. */
export type UsageChange = {
  readonly resource: 'connection' | 'page';
  readonly localDate: string;
  readonly sent?: number;
  readonly sentExempt?: number;
  readonly accepted?: number;
  readonly acceptedExempt?: number;
  readonly notes?: number;
  readonly counter?: number;
  readonly exposureSaid?: number;
};

const counts = [
  'sent',
  'sentExempt',
  'accepted',
  'acceptedExempt',
  'notes',
  'counter',
  'exposureSaid',
] as const;

export type UsageValues = { readonly usageKeys: readonly string[] } & {
  readonly [Count in (typeof counts)[number]]: readonly number[];
};

const given = (its: Readonly<Record<keyof UsageValues, SQL>>) => sql`
  unnest(${its.usageKeys}::text[], ${its.sent}::int[], ${its.sentExempt}::int[], ${its.accepted}::int[],
      ${its.acceptedExempt}::int[], ${its.notes}::int[], ${its.counter}::int[], ${its.exposureSaid}::int[])
    as u (key, sent, sent_exempt, accepted, accepted_exempt, notes, counter, exposure_said)`;

/** Adds the changes given as arrays; part of a larger statement. */
export function addUsageWith(
  its: Readonly<Record<keyof UsageValues | 'workspaceId' | 'accountId', SQL>>,
): SQL {
  return sql`
    insert into usage (workspace_id, account_id, resource, local_date, sent, sent_exempt, accepted, accepted_exempt, notes,
      counter, exposure_said)
    select ${its.workspaceId}, ${its.accountId}::bigint, split_part(u.key, ' ', 1), split_part(u.key, ' ', 2)::date, sent,
      sent_exempt, accepted, accepted_exempt, notes, counter, exposure_said
    from ${given(its)}
    order by u.key
    on conflict (workspace_id, account_id, resource, local_date) do update set
      sent = usage.sent + excluded.sent, sent_exempt = usage.sent_exempt + excluded.sent_exempt,
      accepted = usage.accepted + excluded.accepted, accepted_exempt = usage.accepted_exempt + excluded.accepted_exempt,
      notes = usage.notes + excluded.notes, counter = usage.counter + excluded.counter,
      exposure_said = usage.exposure_said + excluded.exposure_said`;
}

type Values = UsageValues & { readonly workspaceId: string; readonly accountId: number };
const add = statement<never, Values>(addUsageWith);

/** What adds to the counts of a locked account. */
export function addUsage(
  account: Pick<Account, 'workspaceId' | 'id'>,
  changes: readonly UsageChange[],
): Query {
  return add({ workspaceId: account.workspaceId, accountId: account.id, ...usageValues(changes) });
}

const take = statement<never, Values>(
  (its) => sql`
    update usage set sent = usage.sent - u.sent, sent_exempt = usage.sent_exempt - u.sent_exempt,
      accepted = usage.accepted - u.accepted, accepted_exempt = usage.accepted_exempt - u.accepted_exempt,
      notes = usage.notes - u.notes, counter = usage.counter - u.counter,
      exposure_said = usage.exposure_said - u.exposure_said
    from ${given(its)}
    where workspace_id = ${its.workspaceId} and account_id = ${its.accountId}::bigint
      and resource = split_part(u.key, ' ', 1) and local_date = split_part(u.key, ' ', 2)::date`,
);

/** What takes from the counts of a locked account what had been added. */
export function takeUsage(
  account: Pick<Account, 'workspaceId' | 'id'>,
  changes: readonly UsageChange[],
): Query {
  return take({ workspaceId: account.workspaceId, accountId: account.id, ...usageValues(changes) });
}

/** Changes of the same resource and date are one: a statement changes no row twice. */
export function usageValues(changes: readonly UsageChange[]): UsageValues {
  const keyOf = ({ resource, localDate }: UsageChange) => `${resource} ${localDate}`;
  const usageKeys = [...new Set(changes.map(keyOf))];
  const sums = (count: (typeof counts)[number]) =>
    usageKeys.map((key) =>
      changes.reduce((sum, change) => sum + (keyOf(change) === key ? (change[count] ?? 0) : 0), 0),
    );
  return {
    usageKeys,
    sent: sums('sent'),
    sentExempt: sums('sentExempt'),
    accepted: sums('accepted'),
    acceptedExempt: sums('acceptedExempt'),
    notes: sums('notes'),
    counter: sums('counter'),
    exposureSaid: sums('exposureSaid'),
  };
}
