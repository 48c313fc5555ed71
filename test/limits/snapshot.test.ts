import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { applySend, emptyDay, emptySnapshot, type Send, type Snapshot } from '../../src/limits/snapshot.ts';
import {
  anyEvent,
  anyInstant,
  anyZone,
  dayMs,
  events,
  inviteAt,
  pageAt,
  snapshotOf,
  utc,
} from './history.ts';

it('an account that has recorded nothing knows nothing', () => {
  const account = { type: 'free', zone: 'UTC' } as const;
  expect(emptySnapshot(account)).toEqual({
    account,
    present: account,
    days: { connection: [], page: [] },
    sends: { connection: [], page: [] },
    exemptSends: { connection: [], page: [] },
    pending: { total: 0, recent: 0, recentExempt: 0 },
    restrictions: [],
    overCapSends: 0,
    exposureSaid: false,
  });
});

describe('a send applied', () => {
  const noon = utc('2026-11-24T12:00');
  const applied = (snapshot: Snapshot, send: Send) => applySend(articlePolicy, snapshot, send, noon);

  it('counts on its local date and at its instant, once for each of its quantity', () => {
    const before = snapshotOf('Asia/Kathmandu', [
      ...events('connection', 'accepted', 2, noon + dayMs),
      ...events('connection', 'sent', 1, noon, noon + dayMs, noon + 2 * dayMs),
    ]);
    const after = applied(before, inviteAt(utc('2026-11-24T18:15'), 3));
    expect(after.days.connection).toEqual([
      { ...emptyDay('2026-11-24'), sent: 1 },
      { ...emptyDay('2026-11-25'), sent: 4, accepted: 2 },
      { ...emptyDay('2026-11-26'), sent: 1 },
    ]);
    const sentAt = utc('2026-11-24T18:15');
    expect(after.sends.connection).toEqual([noon, sentAt, sentAt, sentAt, noon + dayMs, noon + 2 * dayMs]);
  });

  it('keeps what was sent at the same instant', () => {
    const send = inviteAt(noon, 2);
    const twice = applied(applied(snapshotOf('UTC', []), send), send);
    expect(twice).toEqual(applied(snapshotOf('UTC', []), inviteAt(noon, 4)));
    expect(twice.sends.connection).toHaveLength(4);
  });

  it('touches neither the other resource nor the snapshot it was given', () => {
    const before = snapshotOf('UTC', events('connection', 'sent', 1, noon));
    const copy = structuredClone(before);
    const after = applied(before, pageAt(noon, 2));
    expect(before).toEqual(copy);
    expect(after.days).toEqual({
      connection: before.days.connection,
      page: [{ ...emptyDay('2026-11-24'), sent: 2 }],
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
          fc.boolean(),
        ),
      );
    fc.assert(
      fc.property(worlds, ([zone, at, past, quantity, exempt]) => {
        const after = applied(snapshotOf(zone, past), { ...inviteAt(at, quantity), exempt });
        const sends = events('connection', 'sent', quantity, at).map((event) => ({ ...event, exempt }));
        const { days, sends: instants, exemptSends } = snapshotOf(zone, [...past, ...sends]);
        expect(after).toMatchObject({ days, sends: instants, exemptSends });
      }),
    );
  });
});
