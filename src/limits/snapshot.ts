import type { AccountType, Policy, Resource } from './policy.ts';
import { calendarWindow, hoursToMs, localDate } from './windows.ts';

/** What happened on one local date, in the zone that was in force then. */
export type DayCount = { readonly date: string; readonly sent: number; readonly accepted: number };

/** What the ledger knows of one account around one instant. Bounded by windows, never by history. */
export type Snapshot = {
  readonly account: { readonly type: AccountType; readonly zone: string };
  /** Ascending by date; a date without events may be missing. */
  readonly days: Readonly<Record<Resource, readonly DayCount[]>>;
  /** The instant of each send, ascending: a request of quantity 3 is there three times. */
  readonly sends: Readonly<Record<Resource, readonly number[]>>;
};

/** One request to send: at an instant, recorded whole or not at all. */
export type Send = { readonly resource: Resource; readonly quantity: number; readonly at: number };

/** What must be loaded for exact answers about `at`: these local dates, both included, and every send after the instant. */
export type Horizon = { readonly firstDate: string; readonly lastDate: string; readonly sendsAfter: number };

/** How far a snapshot has to reach under `policy`. It may reach further: what lies outside a window is not counted. */
export function horizon(policy: Policy, zone: string, at: number): Horizon {
  let firstDate = localDate(zone, at);
  let lastDate = firstDate;
  let longestMs = 0;
  for (const { window } of policy.limits) {
    if (window.kind === 'rolling') {
      longestMs = Math.max(longestMs, hoursToMs(window.hours));
    } else {
      const dates = calendarWindow(zone, window.unit, at);
      if (dates.firstDate < firstDate) firstDate = dates.firstDate;
      if (dates.lastDate > lastDate) lastDate = dates.lastDate;
    }
  }
  return { firstDate, lastDate, sendsAfter: at - longestMs };
}

/** The same for several instants at once: a past-dated request is judged in its own windows and answered with those of now. */
export function horizonOf(policy: Policy, zone: string, instants: readonly [number, ...number[]]): Horizon {
  const { firstDate, sendsAfter } = horizon(policy, zone, Math.min(...instants));
  const { lastDate } = horizon(policy, zone, Math.max(...instants));
  return { firstDate, lastDate, sendsAfter };
}

/** The snapshot after a send, so that a batch is decided in order, each after the former. */
export function applySend(snapshot: Snapshot, { resource, quantity, at }: Send): Snapshot {
  const days = snapshot.days[resource];
  const sends = snapshot.sends[resource];
  const date = localDate(snapshot.account.zone, at);
  const before = days.find((day) => day.date === date) ?? { date, sent: 0, accepted: 0 };
  return {
    account: snapshot.account,
    days: {
      ...snapshot.days,
      [resource]: [
        ...days.filter((day) => day.date < date),
        { ...before, sent: before.sent + quantity },
        ...days.filter((day) => day.date > date),
      ],
    },
    sends: {
      ...snapshot.sends,
      [resource]: [
        ...sends.filter((sentAt) => sentAt <= at),
        ...Array<number>(quantity).fill(at),
        ...sends.filter((sentAt) => sentAt > at),
      ],
    },
  };
}
