import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { applySend, horizon, horizonOf } from '../../src/limits/snapshot.ts';
import {
  anyEvent,
  anyInstant,
  anyZone,
  dayMs,
  events,
  onlyLimit,
  snapshotOf,
  strictPolicy,
  utc,
} from './history.ts';

describe('the horizon', () => {
  it('reaches from the first to the last date of the longest calendar window and back over the longest rolling one', () => {
    const at = utc('2026-11-24T15:00');
    expect(horizon(articlePolicy, 'UTC', at)).toEqual({
      firstDate: '2026-11-01',
      lastDate: '2026-11-30',
      sendsAfter: at - 7 * dayMs,
    });
  });

  it('holds a week that begins in the month before', () => {
    const at = utc('2026-12-01T15:00');
    expect(horizon(strictPolicy, 'UTC', at)).toEqual({
      firstDate: '2026-11-30',
      lastDate: '2026-12-31',
      sendsAfter: at - 2 * dayMs,
    });
  });

  it('is the local day where no limit asks for more', () => {
    const at = utc('2026-11-24T19:00');
    expect(horizon(onlyLimit(strictPolicy, 'day'), 'Asia/Kathmandu', at)).toEqual({
      firstDate: '2026-11-25',
      lastDate: '2026-11-25',
      sendsAfter: at,
    });
  });
});

describe('the horizon of several instants', () => {
  const past = utc('2026-09-15T12:00');
  const now = utc('2026-11-24T15:00');
  const union = { firstDate: '2026-09-01', lastDate: '2026-11-30', sendsAfter: past - 7 * dayMs };

  it('holds the horizon of each, in any order', () => {
    expect(horizonOf(articlePolicy, 'UTC', [past, now])).toEqual(union);
    expect(horizonOf(articlePolicy, 'UTC', [now, past])).toEqual(union);
    expect(horizonOf(articlePolicy, 'UTC', [now])).toEqual(horizon(articlePolicy, 'UTC', now));
  });
});

describe('a send applied', () => {
  const noon = utc('2026-11-24T12:00');

  it('counts on its local date and at its instant, once for each of its quantity', () => {
    const before = snapshotOf('Asia/Kathmandu', [
      ...events('connection', 'accepted', 2, noon + dayMs),
      ...events('connection', 'sent', 1, noon, noon + dayMs, noon + 2 * dayMs),
    ]);
    const after = applySend(before, { resource: 'connection', quantity: 3, at: utc('2026-11-24T18:15') });
    expect(after.days.connection).toEqual([
      { date: '2026-11-24', sent: 1, accepted: 0 },
      { date: '2026-11-25', sent: 4, accepted: 2 },
      { date: '2026-11-26', sent: 1, accepted: 0 },
    ]);
    const sentAt = utc('2026-11-24T18:15');
    expect(after.sends.connection).toEqual([noon, sentAt, sentAt, sentAt, noon + dayMs, noon + 2 * dayMs]);
  });

  it('keeps what was sent at the same instant', () => {
    const send = { resource: 'connection', quantity: 2, at: noon } as const;
    const twice = applySend(applySend(snapshotOf('UTC', []), send), send);
    expect(twice).toEqual(applySend(snapshotOf('UTC', []), { ...send, quantity: 4 }));
    expect(twice.sends.connection).toHaveLength(4);
  });

  it('touches neither the other resource nor the snapshot it was given', () => {
    const before = snapshotOf('UTC', events('connection', 'sent', 1, noon));
    const copy = structuredClone(before);
    const after = applySend(before, { resource: 'page', quantity: 2, at: noon });
    expect(before).toEqual(copy);
    expect(after.days).toEqual({
      connection: before.days.connection,
      page: [{ date: '2026-11-24', sent: 2, accepted: 0 }],
    });
    expect(after.sends).toEqual({ connection: [noon], page: [noon, noon] });
  });

  it('gives what a history that had it from the start gives', () => {
    const worlds = fc
      .tuple(anyZone, anyInstant)
      .chain(([zone, at]) =>
        fc.tuple(
          fc.constant(zone),
          fc.constant(at),
          fc.array(anyEvent(at, 3 * dayMs)),
          fc.integer({ min: 1, max: 12 }),
        ),
      );
    fc.assert(
      fc.property(worlds, ([zone, at, past, quantity]) => {
        const applied = applySend(snapshotOf(zone, past), { resource: 'connection', quantity, at });
        expect(applied).toEqual(snapshotOf(zone, [...past, ...events('connection', 'sent', quantity, at)]));
      }),
    );
  });
});
