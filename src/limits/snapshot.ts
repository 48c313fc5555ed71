import type { AccountType, Policy, Resource } from './policy.ts';
import { expiresAt } from './states.ts';
import { daysToMs, localDate } from './windows.ts';

/**
 * What happened on one local date, in the zone that was in force then. `sent` and `accepted` hold the exempt ones too, so
 * that the policy can change its mind about exceptions without a rebuild.
 */
export type DayCount = {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly sent: number;
  /** Of `sent`, those that carry an exception mark. */
  readonly sentExempt: number;
  /** Acceptances on this date, whenever the invites were sent. */
  readonly accepted: number;
  /** Of `accepted`, those of invites that carry an exception mark. */
  readonly acceptedExempt: number;
  /** Of `sent`, those with a note. */
  readonly notes: number;
  /** The sum of the adjustments made by `counter` on this date; may be negative. Of connections only. */
  readonly counter: number;
};

/** A time in which LinkedIn blocked the account: from `startedAt` up to, not including, `endsAt`. */
export type Restriction = {
  readonly startedAt: number;
  /** Its known end or when it was lifted, whichever came first; null while neither is known. */
  readonly endsAt: number | null;
};

/** What an account's limits depend on; `zone` is an IANA name. */
export type AccountTerms = { readonly type: AccountType; readonly zone: string };

/** What the ledger knows of one account around one request. Bounded by windows (`horizon.ts`), never by history. */
export type Snapshot = {
  /** As it was at the request's instant. */
  readonly account: AccountTerms;
  /** As it is now; the same but for a past-dated request. */
  readonly present: AccountTerms;
  /** Ascending by date; a date without events may be missing. From `usage`. */
  readonly days: Readonly<Record<Resource, readonly DayCount[]>>;
  /** The instant of each send, ascending: a request of quantity 3 is there three times. Exempt ones too. */
  readonly sends: Readonly<Record<Resource, readonly number[]>>;
  /** Of `sends`, those that carry an exception mark, ascending. */
  readonly exemptSends: Readonly<Record<Resource, readonly number[]>>;
  /** How many connection invites are pending at present (sent later than `expireDays` ago), named or not. */
  readonly pending: {
    readonly total: number;
    /** Of `total`, those sent in the last 30 days, and how many of these carry an exception mark. */
    readonly recent: number;
    readonly recentExempt: number;
  };
  /** Those that began in the 30 days up to the request's instant, and one that still held at it. In any order. */
  readonly restrictions: readonly Restriction[];
  /** How many sends of the 30 days up to the request's instant were recorded although a cap blocked them. */
  readonly overCapSends: number;
  /** Whether the warning `exposure` was given before in the present calendar month of the account. */
  readonly exposureSaid: boolean;
};

/** One request to send: at an instant, recorded whole or not at all. */
export type Send = {
  readonly resource: Resource;
  readonly quantity: number;
  readonly at: number;
  /** Carries an exception mark: `they_invited_first`, `new_connection` or `third_party`. */
  readonly exempt: boolean;
  /** The note that goes with each, its length in characters; null without one. */
  readonly note: { readonly length: number } | null;
};

/** The snapshot to ask about the present. */
export function atPresent(snapshot: Snapshot): Snapshot {
  const { account, present } = snapshot;
  return account === present ? snapshot : { ...snapshot, account: present };
}

/** How long exposure, restrictions and sends over a cap are looked back on. */
export const lookBackDays = 30;

/** The snapshot of an account that has recorded nothing yet. */
export function emptySnapshot(account: AccountTerms): Snapshot {
  return {
    account,
    present: account,
    days: { connection: [], page: [] },
    sends: { connection: [], page: [] },
    exemptSends: { connection: [], page: [] },
    pending: { total: 0, recent: 0, recentExempt: 0 },
    restrictions: [],
    overCapSends: 0,
    exposureSaid: false,
  };
}

/** A date on which nothing happened. */
export function emptyDay(date: string): DayCount {
  return { date, sent: 0, sentExempt: 0, accepted: 0, acceptedExempt: 0, notes: 0, counter: 0 };
}

/** The snapshot after a send was recorded, so that a batch is decided in order, each after the former. */
export function applySend(policy: Policy, snapshot: Snapshot, send: Send, now: number): Snapshot {
  return { ...addSends(snapshot, send), pending: pendingAfter(policy, snapshot, send, now) };
}

/** Only what the meters read of it. */
export function addSends(snapshot: Snapshot, send: Send): Snapshot {
  const { resource, quantity, at, exempt, note } = send;
  const date = localDate(snapshot.account.zone, at);
  const days = snapshot.days[resource];
  const before = days.find((day) => day.date === date) ?? emptyDay(date);
  const after: DayCount = {
    ...before,
    sent: before.sent + quantity,
    sentExempt: before.sentExempt + (exempt ? quantity : 0),
    notes: before.notes + (note === null ? 0 : quantity),
  };
  const withSends = (instants: Snapshot['sends']) => ({
    ...instants,
    [resource]: inserted(instants[resource], at, quantity),
  });
  return {
    ...snapshot,
    days: {
      ...snapshot.days,
      [resource]: [...days.filter((day) => day.date < date), after, ...days.filter((day) => day.date > date)],
    },
    sends: withSends(snapshot.sends),
    exemptSends: exempt ? withSends(snapshot.exemptSends) : snapshot.exemptSends,
  };
}

/** How many are pending once it is recorded. A past-dated invite may have expired before it was logged. */
export function pendingAfter(
  policy: Policy,
  { pending }: Snapshot,
  send: Send,
  now: number,
): Snapshot['pending'] {
  const { resource, quantity, at, exempt } = send;
  if (resource !== 'connection' || expiresAt({ sentAt: at }, policy) <= now) return pending;
  const recent = at > now - daysToMs(lookBackDays) ? quantity : 0;
  return {
    total: pending.total + quantity,
    recent: pending.recent + recent,
    recentExempt: pending.recentExempt + (exempt ? recent : 0),
  };
}

function inserted(ascending: readonly number[], at: number, count: number): number[] {
  return [
    ...ascending.filter((instant) => instant <= at),
    ...Array<number>(count).fill(at),
    ...ascending.filter((instant) => instant > at),
  ];
}
