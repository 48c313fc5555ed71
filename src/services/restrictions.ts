import type { RestrictionEntry } from '../ledger/load-position.ts';
import type { Restriction } from '../limits/snapshot.ts';

/**
 * The restrictions of an account, from the entries about them in the order of recording: `restricted` while restricted
 * changes the end, `lifted` ends what holds (limits.md, "Over the limit").
 */
export function restrictionsFrom(entries: readonly RestrictionEntry[]): Restriction[] {
  const restrictions: Restriction[] = [];
  for (const { kind, at, until } of entries) {
    const endsAt = kind === 'lifted' ? at : until;
    const holding = restrictions.findIndex((one) => holdsAt(one, at));
    const [one] = holding < 0 ? [] : restrictions.slice(holding);
    if (one) restrictions[holding] = { ...one, endsAt };
    else if (kind === 'restricted') restrictions.push({ startedAt: at, endsAt });
  }
  return restrictions;
}

/** The restriction that holds at an instant, if any. */
export function restrictionAt(restrictions: readonly Restriction[], at: number): Restriction | undefined {
  return restrictions.find((one) => holdsAt(one, at));
}

function holdsAt({ startedAt, endsAt }: Restriction, at: number): boolean {
  return startedAt <= at && (endsAt === null || at < endsAt);
}
