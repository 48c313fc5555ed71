import type { Ledger } from '../../src/ledger/connect.ts';
import type { Standing } from '../../src/services/answers.ts';
import type { Quota } from '../../src/services/read-quota.ts';
import { meterInWords } from '../limits/book-answers.ts';
import { dateByIntl } from '../limits/history.ts';
import { type NaiveLog, sameWindow } from '../limits/naive.ts';
import type { NaiveAnswer } from '../limits/naive-answers.ts';
import { ownerOf } from './naive-driver.ts';

/** Where an account stands by the naive log, for an owner who is in a zone: what `quota` must say. */
export function naiveQuota(log: NaiveLog, account: number, now: number, zone: string): unknown {
  const { type } = log.terms(account, now);
  const today = dateByIntl(zone, now);
  let [pending, sentToday, sentThisMonth] = [0, 0, 0];
  for (const one of log.sent) {
    if (one.account !== account || one.resource !== 'connection') continue;
    if (log.state(one, now).state === 'pending') pending += 1;
    if (one.date === today) sentToday += 1;
    if (sameWindow('month', one.date, today)) sentThisMonth += 1;
  }
  const held = log.restrictions(account).find(({ from, to }) => from <= now && now < to);
  return {
    type,
    zone,
    meters: log.policy.limits.map((limit) => log.meter(limit, account, now, { type, zone })),
    pending,
    sentToday,
    sentThisMonth,
    restriction: held === undefined ? null : `${held.from} ${held.to}`,
  };
}

export function quotaInWords(quota: Quota): unknown {
  const { sentToday, sentThisMonth } = quota;
  return { ...standingInWords(quota), sentToday, sentThisMonth };
}

/** The part of the naive quota that a reply says. */
export function partOf(quota: unknown, standing: Standing): unknown {
  const ids = standing.meters.map(({ limit }) => limit.id);
  const { sentToday, sentThisMonth, meters, ...rest } = quota as ReturnType<typeof standingInWords> & {
    readonly sentToday: number;
    readonly sentThisMonth: number;
  };
  return { ...rest, meters: meters.filter(({ id }) => ids.includes(id)) };
}

export function standingInWords({ accountType, zone, meters, pending, restriction }: Standing | Quota) {
  const held = restriction && `${restriction.since} ${restriction.until ?? Number.POSITIVE_INFINITY}`;
  return { type: accountType, zone, meters: meters.map(meterInWords), pending, restriction: held };
}

/** What the naive log answers, as far as the reply says it: of unnamed ones how many, and when the newest came to it. */
export function asReplied({ meters, ...answer }: NaiveAnswer, unnamed: boolean): Omit<NaiveAnswer, 'meters'> {
  const [newest] = answer.chosen ?? [];
  if (!unnamed || newest === undefined) return answer;
  return { ...answer, chosen: [`${answer.chosen?.length} ${newest.split(' ')[1]}`] };
}

/** Every invitation with its last outcome, by the naive log, in alphabetical order. */
export function naiveInvites(log: NaiveLog): string[] {
  return log.sent
    .filter(({ resource }) => resource === 'connection')
    .map(({ account, person, at, exempt, outcomes }) => {
      const last = outcomes.at(-1) ?? { state: 'pending', at };
      return [
        ownerOf(account),
        person === null ? '' : `in:person-${person}`,
        at,
        last.state,
        last.at,
        exempt,
      ].join(' ');
    })
    .sort();
}

/** The same by the ledger. */
export async function storedInvites({ sql }: Ledger, workspaceId: string): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', a.owner, coalesce(k.key, ''), (extract(epoch from sent_at) * 1000)::bigint, state,
      (extract(epoch from state_at) * 1000)::bigint, exempt::text) as line
    from invites i
    join accounts a on a.workspace_id = i.workspace_id and a.id = i.account_id
    left join person_keys k on k.workspace_id = i.workspace_id and k.person_id = i.person_id
    where i.workspace_id = ${workspaceId}`;
  return rows.map(({ line }) => line).sort();
}
