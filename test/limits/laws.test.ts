import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { horizonOf } from '../../src/limits/horizon.ts';
import { type Level, levelOf, readMeters } from '../../src/limits/meters.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import { accountTypes, type CalendarUnit, type Policy, type Resource } from '../../src/limits/policy.ts';
import { applySend, type Snapshot } from '../../src/limits/snapshot.ts';
import { calendarWindow } from '../../src/limits/windows.ts';
import {
  anyEvent,
  anyInstant,
  anyZone,
  dayMs,
  type Event,
  hourMs,
  invite,
  inviteAt,
  inviteTo,
  onlyLimit,
  sameCap,
  snapshotOf,
  strictPolicy,
} from './history.ts';

const verdicts = ['allow', 'warn', 'block'];

type World = { zone: string; now: number; past: Event[]; request: Request };

/** An account, its crowded past, and a request of now or of up to 40 days ago. */
const anyWorld: fc.Arbitrary<World> = fc.tuple(anyZone, anyInstant).chain(([zone, now]) =>
  fc.record({
    zone: fc.constant(zone),
    now: fc.constant(now),
    past: fc
      .tuple(eventsOf(now, 4 * dayMs), eventsOf(now - 20 * dayMs, 20 * dayMs))
      .map((lists) => lists.flat()),
    request: fc.record({
      resource: fc.constantFrom('connection' as const, 'page' as const),
      quantity: fc.integer({ min: 1, max: 5 }),
      at: fc.oneof(fc.constant(now), fc.integer({ min: now - 40 * dayMs, max: now })),
      exempt: fc.boolean(),
      note: fc.constant(null),
      person: fc.constant(null),
    }),
  }),
);

function eventsOf(around: number, spanMs: number): fc.Arbitrary<Event[]> {
  return fc.array(anyEvent(around, spanMs), { maxLength: 12 });
}

/** The article's rules with caps small enough to be met, and the strict ones. */
const anyPolicy: fc.Arbitrary<Policy> = fc.oneof(
  fc.constant(strictPolicy),
  fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 4, maxLength: 4 }).map((caps) =>
    parsePolicy({
      ...articlePolicy,
      limits: articlePolicy.limits.map((limit, index) => ({ ...limit, cap: sameCap(caps[index] ?? 1) })),
    }),
  ),
);

/** What a snapshot loaded by the horizon holds. */
function cutTo(policy: Policy, snapshot: Snapshot, ...instants: [number, ...number[]]): Snapshot {
  const { firstDate, lastDate, sendsAfter } = horizonOf(policy, snapshot.account.zone, instants);
  const days = (resource: Resource) =>
    snapshot.days[resource].filter(({ date }) => firstDate <= date && date <= lastDate);
  const sends = (of: 'sends' | 'exemptSends', resource: Resource) =>
    snapshot[of][resource].filter((sentAt) => sentAt > sendsAfter);
  return {
    ...snapshot,
    days: { connection: days('connection'), page: days('page') },
    sends: { connection: sends('sends', 'connection'), page: sends('sends', 'page') },
    exemptSends: { connection: sends('exemptSends', 'connection'), page: sends('exemptSends', 'page') },
  };
}

describe('law 2: calendar windows', () => {
  const unitPolicy = (unit: CalendarUnit) =>
    onlyLimit(strictPolicy, 'month', { window: { kind: 'calendar', unit } });

  it('that are adjacent add up to their union, and count each event once', () => {
    const crowds = fc
      .tuple(anyZone, anyInstant)
      .chain(([zone, at]) =>
        fc.tuple(fc.constant(zone), fc.constant(at), fc.array(anyEvent(at, 20 * dayMs))),
      );
    fc.assert(
      fc.property(crowds, fc.constantFrom<CalendarUnit>('week', 'month'), ([zone, at, past], unit) => {
        const snapshot = snapshotOf(zone, past);
        const used = (of: CalendarUnit, instant: number) =>
          readMeters(unitPolicy(of), snapshot, instant)[0]?.used;

        const union = calendarWindow(zone, unit, at);
        let sum = 0;
        for (let day = union.start; day < union.end; ) {
          sum += used('day', day) ?? Number.NaN;
          const { end } = calendarWindow(zone, 'day', day);
          expect(end, 'a day ends after it began').toBeGreaterThan(day);
          day = end;
        }
        expect(sum).toBe(used(unit, at));

        const inside = past.filter(
          (event) =>
            event.resource === 'connection' &&
            event.basis === 'accepted' &&
            event.at >= union.start &&
            event.at < union.end,
        );
        expect(sum).toBe(inside.length);
      }),
    );
  });
});

describe('law 3: a send', () => {
  it('never changes a meter of acceptances', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past, request }) => {
        const snapshot = snapshotOf(zone, past);
        const accepted = (of: Snapshot) =>
          readMeters(policy, of, now).filter(({ limit }) => limit.basis === 'accepted');
        expect(accepted(applySend(policy, snapshot, request, now))).toEqual(accepted(snapshot));
      }),
    );
  });
});

describe('law 5', () => {
  const levels: Level[] = ['ok', 'nearing', 'critical', 'reached'];

  it('remaining is never negative and fills used up to the cap', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past }) => {
        for (const { used, cap, remaining } of readMeters(policy, snapshotOf(zone, past), now)) {
          expect(remaining).toBe(used > cap ? 0 : cap - used);
        }
      }),
    );
  });

  it('level is monotone in used', () => {
    const counts = fc.tuple(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 99 }), ([a, b, cap], nearing) => {
        const shares = { nearing, critical: nearing + 1 };
        const rank = (used: number) => levels.indexOf(levelOf(used, cap, shares));
        expect(rank(Math.min(a, b))).toBeLessThanOrEqual(rank(Math.max(a, b)));
      }),
    );
  });

  it('a larger cap never makes a verdict worse', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyWorld,
        fc.nat(3),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(4),
        (policy, world, index, more, pending) => {
          const larger = parsePolicy({
            ...policy,
            limits: policy.limits.map((limit, at) =>
              at === index ? { ...limit, cap: sameCap(limit.cap.free + more) } : limit,
            ),
          });
          const snapshot = {
            ...snapshotOf(world.zone, world.past),
            pending: { total: pending, recent: pending, recentExempt: 0 },
          };
          const severity = (of: Policy) =>
            verdicts.indexOf(decide(of, snapshot, world.request, world.now).verdict);
          expect(severity(larger)).toBeLessThanOrEqual(severity(policy));
        },
      ),
    );
  });
});

describe('a decision', () => {
  it('needs no more of the past than the horizon', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past, request }) => {
        const everything = snapshotOf(zone, past);
        const around = cutTo(policy, everything, request.at, now);
        expect(decide(policy, around, request, now)).toEqual(decide(policy, everything, request, now));
        const loaded = cutTo(policy, everything, request.at);
        expect(readMeters(policy, loaded, request.at)).toEqual(readMeters(policy, everything, request.at));
      }),
    );
  });

  it('has the meters of the send applied, or those before it if it is blocked', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past, request }) => {
        const snapshot = snapshotOf(zone, past);
        const { verdict, meters } = decide(policy, snapshot, request, now);
        const then = verdict === 'block' ? snapshot : applySend(policy, snapshot, request, now);
        expect(meters).toEqual(readMeters(policy, then, request.at, request.resource));
      }),
    );
  });

  it('has the verdict of its worst reason, which comes first', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past, request }) => {
        const { verdict, reasons } = decide(policy, snapshotOf(zone, past), request, now);
        const order = reasons.map((reason) => verdicts.indexOf(reason.verdict));
        expect(order).toEqual(order.toSorted((a, b) => b - a));
        expect(verdict).toBe(verdicts[order[0] ?? 0]);
        const limits = reasons.flatMap((reason) => ('meter' in reason ? [reason.meter.limit.id] : []));
        expect(new Set(limits).size, 'one reason a meter').toBe(limits.length);
      }),
    );
  });

  it('is the same for every account type whose caps are the same', () => {
    fc.assert(
      fc.property(anyPolicy, anyWorld, (policy, { zone, now, past, request }) => {
        const [free, ...others] = accountTypes.map((type) =>
          decide(policy, snapshotOf(zone, past, type), request, now),
        );
        for (const other of others) expect(other).toEqual(free);
      }),
    );
  });
});

describe('allowed again', () => {
  it('is the first instant at which a rolling limit has room', () => {
    const policy = onlyLimit(strictPolicy, 'rolling');
    fc.assert(
      fc.property(anyWorld, ({ zone, past, request: { at, quantity } }) => {
        const snapshot = snapshotOf(zone, past);
        const fits = (instant: number) =>
          decide(policy, snapshot, inviteAt(instant, quantity), instant).verdict !== 'block';
        const [reason] = decide(policy, snapshot, inviteAt(at, quantity), at).reasons;
        // Room can appear only when a send leaves: these are all the instants there are to try.
        const leaving = snapshot.sends.connection.map((sentAt) => sentAt + 48 * hourMs);
        const first = [at, ...leaving.filter((instant) => instant > at)].find(fits);
        expect(reason?.code === 'cap_reached' ? reason.allowedAgainAt : at).toBe(first);
      }),
    );
  });

  it('is the first instant clear of every send to the person', () => {
    const hours = fc.integer({ min: -600, max: 600 });
    fc.assert(
      fc.property(anyInstant, fc.array(hours, { maxLength: 8 }), (at, offsets) => {
        const sentAt = offsets.map((offset) => at + offset * hourMs);
        const request = inviteTo(at, { invites: sentAt.map((sent) => invite(sent)) });
        const [reason] = decide(articlePolicy, snapshotOf('UTC', []), request, at).reasons.filter(
          ({ code }) => code === 'same_person',
        );

        let clear = at;
        while (sentAt.some((sent) => Math.abs(sent - clear) < 168 * hourMs)) clear += hourMs;
        const block = { code: 'same_person', allowedAgainAt: clear, lastSentAt: clear - 168 * hourMs };
        expect(reason).toEqual(clear === at ? undefined : { ...block, verdict: 'block' });
      }),
    );
  });
});
