import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DigestFields,
  type DueDigest,
  digestBefore,
  digestOf,
  hasDigest,
  lookAgain,
  nextDigest,
  replanned,
} from '../../src/services/digest-days.ts';

const fieldsOf = (given: Partial<DigestFields> = {}): DigestFields => ({
  zone: 'Europe/Berlin',
  digestAt: '16:30',
  digestEvery: 'day',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  ...given,
});
const at = (text: string) => Date.parse(text);
const shown = (digest: DueDigest | null) =>
  digest && `${digest.localDate} ${new Date(digest.dueAt).toISOString().slice(0, 16)}Z`;

describe('when a digest is due', () => {
  it.each([
    // Germany skips 02:00 to 03:00 on 29 March 2026 and shows them twice on 25 October.
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30'],
    // Half an hour is skipped and shown twice.
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45'],
    ['Pacific/Chatham', '2026-01-05', '16:30', '2026-01-05T02:45'],
    ['Asia/Kathmandu', '2026-01-05', '16:30', '2026-01-05T10:45'],
    // Greenland skips the last hour of a day: the digest comes after midnight.
    ['America/Nuuk', '2026-03-28', '23:30', '2026-03-29T01:30'],
  ])('in %s on %s at %s is %s', (zone, date, digestAt, expected) => {
    expect(digestOf(fieldsOf({ zone, digestAt }), date).dueAt).toBe(at(`${expected}Z`));
  });
});

describe('which day has a digest', () => {
  const days = (fields: DigestFields, from: string, count: number) =>
    Array.from({ length: count }, (_, n) =>
      new Date(at(`${from}T00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
    ).filter((date) => hasDigest(fields, date));

  it('daily: each working day that is no holiday', () => {
    const fields = fieldsOf({ workingDays: [1, 3, 7], holidays: ['2026-11-25', '2026-11-28'] });
    expect(days(fields, '2026-11-23', 14)).toEqual([
      '2026-11-23',
      '2026-11-29',
      '2026-11-30',
      '2026-12-02',
      '2026-12-06',
    ]);
  });

  it('weekly: the first of them in its week, also over the turn of the year', () => {
    const fields = fieldsOf({
      digestEvery: 'week',
      holidays: ['2026-12-21', '2026-12-22', '2026-12-28', '2027-01-04'],
    });
    expect(days(fields, '2026-12-14', 28)).toEqual(['2026-12-14', '2026-12-23', '2026-12-29', '2027-01-05']);
  });

  it('weekly: none in a week that is free altogether', () => {
    const holidays = ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25'];
    expect(days(fieldsOf({ digestEvery: 'week', holidays }), '2026-12-21', 14)).toEqual(['2026-12-28']);
  });
});

describe('the next digest', () => {
  const tuesday = at('2026-11-24T09:00Z');
  it.each([
    ['comes today while its time is to come', {}, null, '2026-11-24 2026-11-24T15:30Z'],
    ['comes on the next day when today had one', {}, '2026-11-24', '2026-11-25 2026-11-25T15:30Z'],
    [
      'comes on the next day when its time is over',
      { digestAt: '09:00' },
      null,
      '2026-11-25 2026-11-25T08:00Z',
    ],
    [
      'is not due at the very instant it is asked after',
      { digestAt: '10:00' },
      null,
      '2026-11-25 2026-11-25T09:00Z',
    ],
    ['leaves out days off', { workingDays: [1] }, null, '2026-11-30 2026-11-30T15:30Z'],
    ['leaves out holidays', { holidays: ['2026-11-24', '2026-11-25'] }, null, '2026-11-26 2026-11-26T15:30Z'],
    ['comes weekly on the next first day', { digestEvery: 'week' }, null, '2026-11-30 2026-11-30T15:30Z'],
    [
      'comes weekly in another week than the last one',
      { digestEvery: 'week', workingDays: [4, 5] },
      '2026-11-24',
      '2026-12-03 2026-12-03T15:30Z',
    ],
    [
      'comes after the last one, however far ahead that was',
      {},
      '2026-12-10',
      '2026-12-11 2026-12-11T15:30Z',
    ],
    ['is none without working days', { workingDays: [] }, null, null],
  ] as const)('%s', (_name, given, lastDate, expected) => {
    expect(shown(nextDigest(fieldsOf(given), { after: tuesday, lastDate }))).toBe(expected);
  });

  it('is none when all is holidays for 400 days', () => {
    const holidays = Array.from({ length: 420 }, (_, n) =>
      new Date(tuesday + n * 86_400_000).toISOString().slice(0, 10),
    );
    const fields = fieldsOf({ holidays });
    expect(nextDigest(fields, { after: tuesday, lastDate: null })).toBeNull();
    expect(shown(lookAgain(fields, tuesday))).toBe('2027-12-29 2027-12-29T15:30Z');
  });
});

describe('the digest before', () => {
  it.each([
    ['the last working day', {}, '2026-11-30', '2026-11-27 2026-11-27T15:30Z'],
    [
      'the first day of the week before',
      { digestEvery: 'week' },
      '2026-11-30',
      '2026-11-23 2026-11-23T15:30Z',
    ],
    ['none without working days', { workingDays: [] }, '2026-11-30', null],
  ] as const)('is that of %s', (_name, given, date, expected) => {
    expect(shown(digestBefore(fieldsOf(given), date))).toBe(expected);
  });
});

describe('a changed time or zone', () => {
  const planned = { localDate: '2026-11-24', dueAt: at('2026-11-24T15:30Z') };
  it.each([
    [
      'to a later time of today',
      '15:00Z',
      { digestAt: '18:00' },
      '2026-11-23',
      '2026-11-24 2026-11-24T17:00Z',
    ],
    [
      'to an earlier time of today that is to come',
      '09:00Z',
      { digestAt: '12:00' },
      '2026-11-23',
      '2026-11-24 2026-11-24T11:00Z',
    ],
    [
      'to a time of today that is over: it is due now',
      '15:00Z',
      { digestAt: '09:00' },
      '2026-11-23',
      '2026-11-24 2026-11-24T15:00Z',
    ],
    [
      'when today had one already',
      '15:00Z',
      { digestAt: '18:00' },
      '2026-11-24',
      '2026-11-25 2026-11-25T17:00Z',
    ],
    [
      'to a zone further west: later today',
      '15:00Z',
      { zone: 'America/New_York' },
      '2026-11-23',
      '2026-11-24 2026-11-24T21:30Z',
    ],
    [
      'to a zone further east where today’s time is over: it is due now',
      '09:00Z',
      { zone: 'Asia/Tokyo' },
      '2026-11-23',
      '2026-11-24 2026-11-24T09:00Z',
    ],
    [
      'to a zone where it is tomorrow already: today’s is due now',
      '15:00Z',
      { zone: 'Pacific/Auckland' },
      '2026-11-23',
      '2026-11-24 2026-11-24T15:00Z',
    ],
    [
      'while it waits to be claimed: it stays as late as it is',
      '15:30:40Z',
      { digestAt: '09:00' },
      '2026-11-23',
      '2026-11-24 2026-11-24T15:30Z',
    ],
    [
      'to days off: the next one',
      '15:00Z',
      { workingDays: [5] },
      '2026-11-23',
      '2026-11-27 2026-11-27T15:30Z',
    ],
  ] as const)('%s', (_name, time, given, lastDate, expected) => {
    const now = at(`2026-11-24T${time}`);
    expect(shown(replanned(fieldsOf(given), { now, planned, lastDate }))).toBe(expected);
  });

  it('posts nothing for a time that is over where nothing was planned', () => {
    const now = at('2026-11-24T16:00Z');
    expect(shown(replanned(fieldsOf(), { now, planned: null, lastDate: null }))).toBe(
      '2026-11-25 2026-11-25T15:30Z',
    );
  });
});

const zones = [
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'America/Nuuk',
  'Asia/Kathmandu',
  'UTC',
];
const anyFields = fc.record({
  zone: fc.constantFrom(...zones),
  digestAt: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  digestEvery: fc.constantFrom('day' as const, 'week' as const),
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  holidays: fc.uniqueArray(
    fc
      .integer({ min: 0, max: 60 })
      .map((n) => new Date(at('2026-03-01T00:00Z') + n * 86_400_000).toISOString().slice(0, 10)),
    { maxLength: 20 },
  ),
});
const anyInstant = fc.integer({ min: at('2026-03-01T00:00Z'), max: at('2026-04-15T00:00Z') });

describe('laws', () => {
  it('the next digest lies ahead, on a day that has one, and no earlier date would do', () => {
    fc.assert(
      fc.property(anyFields, anyInstant, (fields, after) => {
        const next = nextDigest(fields, { after, lastDate: null });
        if (!next) return;
        expect(next.dueAt).toBeGreaterThan(after);
        expect(hasDigest(fields, next.localDate)).toBe(true);
        const before = digestBefore(fields, next.localDate);
        if (before) expect(before.dueAt).toBeLessThanOrEqual(after);
      }),
    );
  });

  it('one after another they run forwards, each date once, and in a week one where they are weekly', () => {
    fc.assert(
      fc.property(anyFields, anyInstant, (fields, start) => {
        let last = nextDigest(fields, { after: start, lastDate: null });
        for (let turn = 0; turn < 8 && last; turn += 1) {
          const next = nextDigest(fields, { after: last.dueAt, lastDate: last.localDate });
          if (next) {
            expect(next.localDate > last.localDate).toBe(true);
            expect(next.dueAt).toBeGreaterThan(last.dueAt);
            expect(digestBefore(fields, next.localDate)).toEqual(last);
          }
          last = next;
        }
      }),
    );
  });

  it('saving settings that are the same plans what was planned, at any time before it is claimed', () => {
    fc.assert(
      fc.property(
        anyFields,
        anyInstant,
        fc.integer({ min: 0, max: 4 * 3_600_000 }),
        (fields, start, lateMs) => {
          const planned = nextDigest(fields, { after: start, lastDate: null });
          if (!planned) return;
          for (const now of [start, planned.dueAt - 1, planned.dueAt, planned.dueAt + lateMs])
            expect(replanned(fields, { now, planned, lastDate: null })).toEqual(planned);
        },
      ),
    );
  });

  it('however the settings change, no date has two digests, and none is planned for a time before now', () => {
    fc.assert(
      fc.property(anyFields, anyFields, anyInstant, fc.boolean(), (before, after, now, isClaimed) => {
        const old = nextDigest(before, { after: now - 20 * 3_600_000, lastDate: null });
        if (!old) return;
        const claimed = isClaimed && old.dueAt <= now ? old.localDate : null;
        const next = replanned(after, { now, planned: old, lastDate: claimed });
        if (!next) return;
        if (claimed !== null) expect(next.localDate > claimed).toBe(true);
        expect(hasDigest(after, next.localDate)).toBe(true);
        expect(next.dueAt).toBeGreaterThanOrEqual(Math.min(now, old.dueAt));
      }),
    );
  });
});
