import { claimDueRounds, type DueRound, listZones } from '../ledger/claim-rounds.ts';
import type { Ledger } from '../ledger/connect.ts';
import { read, transact } from '../ledger/transact.ts';
import { hoursToMs, localDate } from '../limits/windows.ts';
import { dayOfWeek } from './local-dates.ts';
import { instantAt } from './local-time.ts';

/** When a round comes (`jobs/rounds.ts`). */
export type RoundTime = {
  readonly kind: string;
  /** Local time, `HH:MM`. */
  readonly at: string;
  /** 1 for Monday to 7 for Sunday; every day without it. */
  readonly days?: readonly number[];
  readonly lateHours: number;
};

const deadline = { deadlineMs: 30_000 };

/** The rounds whose time has come on the local date that it is now, and is not longer ago than they may be late. */
export function dueRounds(rules: readonly RoundTime[], zones: readonly string[], now: number): DueRound[] {
  return zones.flatMap((zone) => {
    const date = localDate(zone, now);
    const day = dayOfWeek(date);
    return rules
      .filter(({ days }) => days?.includes(day) ?? true)
      .filter(({ at, lateHours }) => {
        const dueAt = instantAt(zone, date, at);
        return dueAt <= now && now < dueAt + hoursToMs(lateHours);
      })
      .map(({ kind }) => ({ kind, zone, localDate: date }));
  });
}

/** Claims rounds; gives how many of all workspaces nobody had claimed before. */
export type ClaimRounds = (ledger: Ledger, now: number) => Promise<number>;

/**
 * Claims what is due, in each zone and workspace with accounts there once a local date, whichever replica does, and queues
 * its job. What this process has claimed or found claimed it does not ask for again: who opens the first account of a zone
 * later on has nothing that a round of that day could tell.
 */
export function createClaimRounds(rules: readonly RoundTime[]): ClaimRounds {
  /** By kind and zone: the date of the last one. */
  const done = new Map<string, string>();
  const keyOf = ({ kind, zone }: DueRound) => `${kind} ${zone}`;
  return async (ledger, now) => {
    const zones = await read(ledger, deadline, listZones);
    const due = dueRounds(rules, zones, now).filter((round) => done.get(keyOf(round)) !== round.localDate);
    if (due.length === 0) return 0;
    const claimed = await transact(ledger, deadline, (tx) => claimDueRounds(tx, now, due));
    for (const round of due) done.set(keyOf(round), round.localDate);
    return claimed;
  };
}
