import type { Ledger } from '../../src/ledger/connect.ts';
import type { BoardDates, BoardTally } from '../../src/ledger/load-board.ts';

type Fact = {
  readonly id: number;
  readonly request_id: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly owner: string;
  readonly account_id: string;
  readonly person_id: string | null;
  readonly invite_id: string | null;
  readonly happened: number;
  readonly date: string;
  readonly recorded: number;
  readonly over_cap: boolean;
  readonly other: string | null;
  readonly undone_request_id: string | null;
  readonly undone_ordinal: number | null;
};

const fourteenDays = 14 * 24 * 60 * 60 * 1000;
const outcomes = ['accepted', 'declined', 'ignored', 'withdrawn'];
const automatic = ['zone_changed', 'expired', 'account_changed', 'account_added', 'joined'];

/** What every owner did, counted one fact after the other from the raw entries alone: slow and plain. */
export async function naiveTallies(
  { sql }: Ledger,
  workspaceId: string,
  dates: BoardDates & { readonly pendingAfter: number },
  { withChecks = true } = {},
): Promise<readonly Omit<BoardTally, 'standing'>[]> {
  const all = await sql<Fact[]>`
    select e.*, (extract(epoch from e.happened_at) * 1000)::float8 as happened, a.owner, e.local_date::text as date,
      (extract(epoch from e.recorded_at) * 1000)::float8 as recorded, e.detail ->> 'other' as other
    from entries e join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    where e.workspace_id = ${workspaceId} order by e.id`;
  const takenBack = new Set(all.map((e) => `${e.undone_request_id} ${e.undone_ordinal}`));
  const facts = all.filter((e) => e.kind !== 'undone' && !takenBack.has(`${e.request_id} ${e.ordinal}`));

  const joins = facts.filter(({ kind }) => kind === 'joined');
  const same = (a: string, b: string): boolean => {
    const reached = [a];
    for (const one of reached) {
      for (const { person_id, other } of joins) {
        for (const next of one === person_id ? [other] : one === other ? [person_id] : [])
          if (next !== null && !reached.includes(next)) reached.push(next);
      }
    }
    return reached.includes(b);
  };

  const sends = facts.filter(({ kind }) => kind === 'sent');
  const earns = (sent: Fact): boolean => {
    const { person_id: person } = sent;
    if (person === null || sent.over_cap) return false;
    const toThem = sends
      .filter((one) => one.person_id !== null && same(one.person_id, person))
      .sort((a, b) => a.happened - b.happened || Number(a.invite_id) - Number(b.invite_id));
    return toThem[0]?.owner === sent.owner;
  };
  const outcomeOf = (sent: Fact) =>
    facts.filter(({ kind, invite_id }) => outcomes.includes(kind) && invite_id === sent.invite_id).at(-1);
  const isKnown = (sent: Fact) =>
    withChecks &&
    facts.some(
      ({ kind, account_id, happened }) =>
        kind === 'checked' && account_id === sent.account_id && happened - sent.happened >= fourteenDays,
    );
  const within = (date: string, from: string, to: string) => date >= from && date <= to;
  const { firstDate, lastDate, comparedFrom, maturedFrom, maturedTo } = dates;

  return [...new Set(all.map(({ owner }) => owner))].sort().map((userId) => {
    const tally = {
      userId,
      sent: 0,
      accepted: 0,
      earned: 0,
      earnedBefore: 0,
      matured: 0,
      maturedAccepted: 0,
      maturedKnown: 0,
      pending: 0,
      lastLoggedAt: null as number | null,
    };
    for (const fact of facts)
      if (fact.owner === userId && !automatic.includes(fact.kind)) tally.lastLoggedAt = fact.recorded;
    for (const sent of sends) {
      if (sent.owner !== userId) continue;
      const outcome = outcomeOf(sent);
      const accepted = outcome?.kind === 'accepted' ? outcome.date : null;
      const waits = outcome === undefined && sent.happened > dates.pendingAfter;
      if (within(sent.date, firstDate, lastDate)) tally.sent += 1;
      if (waits) tally.pending += 1;
      if (accepted !== null && within(accepted, firstDate, lastDate)) tally.accepted += 1;
      if (!earns(sent)) continue;
      if (accepted !== null && within(accepted, firstDate, lastDate)) tally.earned += 1;
      if (accepted !== null && accepted >= comparedFrom && accepted < firstDate) tally.earnedBefore += 1;
      if (!within(sent.date, maturedFrom, maturedTo)) continue;
      tally.matured += 1;
      if (accepted !== null) tally.maturedAccepted += 1;
      if (!waits || isKnown(sent)) tally.maturedKnown += 1;
    }
    return tally;
  });
}
