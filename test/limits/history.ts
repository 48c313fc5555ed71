import fc from 'fast-check';
import { articlePolicy } from '../../src/limits/article.ts';
import type { Request } from '../../src/limits/decide.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import type { AccountType, Basis, Policy, Resource } from '../../src/limits/policy.ts';
import type { PersonFacts } from '../../src/limits/reason.ts';
import { type DayCount, emptyDay, emptySnapshot, type Snapshot } from '../../src/limits/snapshot.ts';
import type { InviteFact, InviteState } from '../../src/limits/states.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export function utc(iso: string): number {
  return Date.parse(`${iso}Z`);
}

/** Half-hour and quarter-hour offsets, a half-hour clock change, one at midnight, and a day that never was. */
export const oddZones = [
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Havana',
  'Pacific/Apia',
  'Asia/Kathmandu',
] as const;

const turningPoints = [
  '2011-12-30T10:00', // Apia skips 30 December
  '2024-03-10T05:00', // Havana: no midnight
  '2024-11-03T05:00', // Havana: midnight twice
  '2026-04-04T14:00', // Chatham back; Lord Howe an hour later, by half an hour
  '2026-09-26T14:00', // Chatham forward
  '2026-10-03T15:30', // Lord Howe forward
  '2028-02-29T12:00',
  '2026-12-31T18:15', // New Year in Kathmandu
];

export const anyZone = fc.constantFrom(...oddZones);

/** Instants of 2011 to 2029, half of them within two days of something odd. */
export const anyInstant = fc.oneof(
  fc.integer({ min: utc('2011-01-01T00:00'), max: utc('2029-12-31T00:00') }),
  fc
    .tuple(fc.constantFrom(...turningPoints), fc.integer({ min: -2 * dayMs, max: 2 * dayMs }))
    .map(([point, offset]) => utc(point) + offset),
);

export type Event = { resource: Resource; basis: Basis; at: number; exempt: boolean };

export const anyEvent = (around: number, spanMs: number): fc.Arbitrary<Event> =>
  fc.record({
    resource: fc.constantFrom('connection' as const, 'page' as const),
    basis: fc.constantFrom('sent' as const, 'accepted' as const),
    at: fc.integer({ min: around - spanMs, max: around + spanMs }),
    exempt: fc.boolean(),
  });

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local date by ECMAScript's own formatter, which shares no code with what is tested. */
export function dateByIntl(zone: string, at: number): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(at);
}

/** The snapshot of everything that ever happened. */
export function snapshotOf(zone: string, events: readonly Event[], type: AccountType = 'free'): Snapshot {
  const of = (resource: Resource) => events.filter((event) => event.resource === resource);
  const sends = (resource: Resource, all: boolean) =>
    of(resource)
      .filter(({ basis, exempt }) => basis === 'sent' && (all || exempt))
      .map(({ at }) => at)
      .sort((a, b) => a - b);
  return {
    ...emptySnapshot({ type, zone }),
    days: { connection: countDays(zone, of('connection')), page: countDays(zone, of('page')) },
    sends: { connection: sends('connection', true), page: sends('page', true) },
    exemptSends: { connection: sends('connection', false), page: sends('page', false) },
  };
}

function countDays(zone: string, events: readonly Event[]): DayCount[] {
  const days = new Map<string, DayCount>();
  for (const { basis, at, exempt } of events) {
    const date = dateByIntl(zone, at);
    const day = days.get(date) ?? emptyDay(date);
    const ofExempt = `${basis}Exempt` as const;
    days.set(date, { ...day, [basis]: day[basis] + 1, [ofExempt]: day[ofExempt] + (exempt ? 1 : 0) });
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** `count` events of one kind at each of the instants. */
export function events(resource: Resource, basis: Basis, count: number, ...instants: number[]): Event[] {
  return instants.flatMap((at) =>
    Array.from({ length: count }, () => ({ resource, basis, at, exempt: false })),
  );
}

export function inviteAt(at: number, quantity = 1): Request {
  return { resource: 'connection', quantity, at, exempt: false, note: null, person: null };
}

export function pageAt(at: number, quantity = 1): Request {
  return { ...inviteAt(at, quantity), resource: 'page' };
}

/** An invite to somebody of whom nothing is known but this. */
export function inviteTo(at: number, facts: Partial<PersonFacts> = {}): Request {
  const person = { id: 1, invites: [], teammates: [], doNotContactSince: null, ...facts };
  return { ...inviteAt(at), person };
}

/** An invite that has been in its state since it was sent, if nothing else is said. */
export function invite(sentAt: number, state: InviteState = 'pending', stateAt = sentAt): InviteFact {
  return { sentAt, state, stateAt };
}

export const sameCap = (cap: number) => ({ free: cap, business_plus: cap, sales_navigator: cap });

/** Small caps and windows of every kind, all of them blocking. */
export const strictPolicy: Policy = parsePolicy({
  ...articlePolicy,
  id: 'strict',
  limits: [
    strictLimit('rolling', 'sent', { kind: 'rolling', hours: 48 }, 5),
    strictLimit('day', 'sent', { kind: 'calendar', unit: 'day' }, 4),
    strictLimit('week', 'accepted', { kind: 'calendar', unit: 'week' }, 6),
    strictLimit('month', 'accepted', { kind: 'calendar', unit: 'month' }, 9),
  ],
});

function strictLimit(id: string, basis: Basis, window: object, cap: number) {
  return {
    id,
    resource: 'connection',
    basis,
    window,
    cap: sameCap(cap),
    effect: 'block',
    source: 'workspace',
  };
}

/** The policy with one limit alone, changed. */
export function onlyLimit(policy: Policy, id: string, change: object = {}): Policy {
  return parsePolicy({
    ...policy,
    limits: policy.limits.filter((limit) => limit.id === id).map((limit) => ({ ...limit, ...change })),
  });
}
