import type { BoardTally as Tally } from '../ledger/load-board.ts';

export const rankings = ['accepted', 'rate'] as const;
export type Ranking = (typeof rankings)[number];

/** A rate with its proof. */
export type Rate = { readonly accepted: number; readonly sent: number; readonly known: number };

/** Why somebody has no place. */
export type Unranked = 'none_accepted' | 'too_few_invites' | 'too_few_outcomes';

export type BoardRow = Pick<Tally, 'userId' | 'sent' | 'accepted' | 'earned' | 'pending' | 'lastLoggedAt'> & {
  /** From 1; who is equal shares one, and the next place is left out. */
  readonly place: number | Unranked;
  readonly shared: boolean;
  /** Null below 20 invites. */
  readonly rate: Rate | null;
  /** Earned, against as many days of one's own last four weeks. */
  readonly change: number;
};

export type Sum = Pick<Tally, 'sent' | 'accepted' | 'pending'> & { readonly people: number };

export type RankedBoard = {
  /** Who has a place first, in its order. Only who is named. */
  readonly rows: readonly BoardRow[];
  /** Everybody, with those who are not named and those who left. */
  readonly totals: Sum;
  /** Those who left. */
  readonly former: Sum;
  readonly unnamed: number;
};

/** Fewer invites make no rate. It is also the weight of the team's mean, towards which a rate is pulled. */
export const fewestInvites = 20;
/** In per cent: a rate of which less is known ranks nobody. */
export const leastKnown = 70;

/**
 * Places by what was accepted, or by the rate pulled towards the team's mean: (accepted + 20 · mean) / (sent + 20), so that
 * 1 of 20 and 2 of 20 are no worlds apart. `elapsed` is how long the period has lasted, as a share of four weeks.
 */
export function rankBoard(tallies: readonly Tally[], rankBy: Ranking, elapsed: number): RankedBoard {
  const mean = meanOf(tallies);
  const scored = tallies
    .filter(({ standing }) => standing === 'named')
    .map((tally) => ({ tally, score: scoreOf(tally, rankBy, mean) }))
    .sort((a, b) => compare(a.score, b.score) || b.tally.sent - a.tally.sent || byId(a.tally, b.tally));
  const scores = scored.map(({ score }) => score);
  return {
    rows: scored.map(({ tally, score }) => ({
      userId: tally.userId,
      place: typeof score === 'number' ? scores.indexOf(score) + 1 : score,
      shared: typeof score === 'number' && scores.indexOf(score) !== scores.lastIndexOf(score),
      sent: tally.sent,
      accepted: tally.accepted,
      earned: tally.earned,
      rate: rateOf(tally),
      pending: tally.pending,
      lastLoggedAt: tally.lastLoggedAt,
      change: Math.round(tally.earned - tally.earnedBefore * elapsed) + 0,
    })),
    totals: sumOf(tallies),
    former: sumOf(tallies.filter(({ standing }) => standing === 'former')),
    unnamed: tallies.filter(({ standing }) => standing === 'unnamed').length,
  };
}

function meanOf(tallies: readonly Tally[]): number {
  const sent = tallies.reduce((sum, { matured }) => sum + matured, 0);
  return sent === 0 ? 0 : tallies.reduce((sum, { maturedAccepted }) => sum + maturedAccepted, 0) / sent;
}

function scoreOf(tally: Tally, rankBy: Ranking, mean: number): number | Unranked {
  const { earned, matured, maturedAccepted, maturedKnown } = tally;
  if (rankBy === 'accepted') return earned > 0 ? earned : 'none_accepted';
  if (matured < fewestInvites) return 'too_few_invites';
  if (maturedKnown * 100 < leastKnown * matured) return 'too_few_outcomes';
  return (maturedAccepted + fewestInvites * mean) / (matured + fewestInvites);
}

function rateOf({ matured, maturedAccepted, maturedKnown }: Tally): Rate | null {
  return matured < fewestInvites ? null : { accepted: maturedAccepted, sent: matured, known: maturedKnown };
}

/** The better score first, and who has none last. */
function compare(a: number | Unranked, b: number | Unranked): number {
  if (typeof a === 'number' && typeof b === 'number') return b - a;
  return Number(typeof b === 'number') - Number(typeof a === 'number');
}

/** Any order will do that is the same at every look. */
function byId(a: Tally, b: Tally): number {
  return a.userId < b.userId ? -1 : 1;
}

function sumOf(tallies: readonly Tally[]): Sum {
  const sum = (count: 'sent' | 'accepted' | 'pending') =>
    tallies.reduce((total, tally) => total + tally[count], 0);
  return { people: tallies.length, sent: sum('sent'), accepted: sum('accepted'), pending: sum('pending') };
}
