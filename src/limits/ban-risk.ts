import { lookBackDays, type Snapshot } from './snapshot.ts';
import { daysToMs } from './windows.ts';

/** Going over again and again can get an account banned: what there was of it in the last 30 days. */
export type BanRisk = { readonly restrictions: number; readonly overCapSends: number };

const riskyRestrictions = 2;
const riskyOverCapSends = 3;

/**
 * Null while there is no reason for the louder warning: it takes a second restriction or a third send recorded over a cap
 * within the 30 days up to `at`. `more` is what is about to be recorded besides.
 */
export function banRisk(
  snapshot: Pick<Snapshot, 'restrictions' | 'overCapSends'>,
  at: number,
  more = 0,
): BanRisk | null {
  const restrictions = restrictionsIn30Days(snapshot, at);
  const overCapSends = snapshot.overCapSends + more;
  return restrictions >= riskyRestrictions || overCapSends >= riskyOverCapSends
    ? { restrictions, overCapSends }
    : null;
}

/** How many restrictions began in the 30 days up to `at`. */
export function restrictionsIn30Days({ restrictions }: Pick<Snapshot, 'restrictions'>, at: number): number {
  const after = at - daysToMs(lookBackDays);
  return restrictions.filter(({ startedAt }) => after < startedAt && startedAt <= at).length;
}
