import fc from 'fast-check';
import { articlePolicy } from '../../src/limits/article.ts';
import type { Request } from '../../src/limits/decide.ts';
import {
  type AccountType,
  type Basis,
  type Policy,
  parsePolicy,
  type Resource,
} from '../../src/limits/policy.ts';
import type { DayCount, Snapshot } from '../../src/limits/snapshot.ts';

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

export type Event = { resource: Resource; basis: Basis; at: number };

export const anyEvent = (around: number, spanMs: number): fc.Arbitrary<Event> =>
  fc.record({
    resource: fc.constantFrom('connection' as const, 'page' as const),
    basis: fc.constantFrom('sent' as const, 'accepted' as const),
    at: fc.integer({ min: around - spanMs, max: around + spanMs }),
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
  const sends = (resource: Resource) =>
    of(resource)
      .filter(({ basis }) => basis === 'sent')
      .map(({ at }) => at)
      .sort((a, b) => a - b);
  return {
    account: { type, zone },
    days: { connection: countDays(zone, of('connection')), page: countDays(zone, of('page')) },
    sends: { connection: sends('connection'), page: sends('page') },
  };
}

function countDays(zone: string, events: readonly Event[]): DayCount[] {
  const days = new Map<string, DayCount>();
  for (const { basis, at } of events) {
    const date = dateByIntl(zone, at);
    const day = days.get(date) ?? { date, sent: 0, accepted: 0 };
    days.set(date, { ...day, [basis]: day[basis] + 1 });
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** `count` events of one kind at each of the instants. */
export function events(resource: Resource, basis: Basis, count: number, ...instants: number[]): Event[] {
  return instants.flatMap((at) => Array.from({ length: count }, () => ({ resource, basis, at })));
}

export function inviteAt(at: number, quantity = 1): Request {
  return { resource: 'connection', quantity, at, person: null };
}

export function pageAt(at: number, quantity = 1): Request {
  return { resource: 'page', quantity, at, person: null };
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
