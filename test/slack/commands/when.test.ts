import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { parseUntil, parseWhen } from '../../../src/slack/commands/when.ts';

const berlin = 'Europe/Berlin';
const instant = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const at = (local: string, zone = berlin) => ({ zone, now: instant(local, zone) });
const shown = (epochMs: number, zone = berlin): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never' });

/** A Wednesday. */
const now = at('2026-11-18T15:20:30');
const read = (text: string, frame = now): string => {
  const when = parseWhen(text, frame);
  return `${shown(when.at, frame.zone).slice(0, 16).replace('T', ' ')}${when.dateOnly ? ' date' : ''}`;
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('parseWhen', () => {
  it.each([
    ['yesterday 2pm', '2026-11-17 14:00'],
    ['Yesterday at 14:05', '2026-11-17 14:05'],
    ['2pm yesterday', '2026-11-17 14:00'],
    ['yesterday 2pm.', '2026-11-17 14:00'],
    ['2026-11-03', '2026-11-03 12:00 date'],
    ['2026-11-03 14:05', '2026-11-03 14:05'],
    ['2026-11-03T14:05', '2026-11-03 14:05'],
    ['2026-11-03 at 2.30pm', '2026-11-03 14:30'],
    ['3 days ago', '2026-11-15 12:00 date'],
    ['3 days ago at 9am', '2026-11-15 09:00'],
    ['a week ago', '2026-11-11 12:00 date'],
    ['a month ago', '2026-10-18 12:00 date'],
    ['the day before yesterday', '2026-11-16 12:00 date'],
    ['3 hours ago', '2026-11-18 12:20'],
    ['half an hour ago', '2026-11-18 14:50'],
    ['now', '2026-11-18 15:20'],
    ['today', '2026-11-18 12:00 date'],
    ['yesterday', '2026-11-17 12:00 date'],
    ['friday', '2026-11-13 12:00 date'],
    ['on friday', '2026-11-13 12:00 date'],
    ['wednesday', '2026-11-18 12:00 date'],
    ['last wednesday', '2026-11-11 12:00 date'],
    ['thursday', '2026-11-12 12:00 date'],
    ['sunday', '2026-11-15 12:00 date'],
    ['wednesday 3pm', '2026-11-18 15:00'],
    ['wednesday 4pm', '2026-11-11 16:00'],
    ['4pm on wednesday', '2026-11-11 16:00'],
    ['friday afternoon', '2026-11-13 15:00'],
    ['friday 12am', '2026-11-13 00:00'],
    ['2pm', '2026-11-18 14:00'],
    ['15:20', '2026-11-18 15:20'],
    ['15:21', '2026-11-17 15:21'],
    ['midnight', '2026-11-18 00:00'],
    ['noon', '2026-11-18 12:00'],
    ['this morning', '2026-11-18 06:00'],
    ['evening', '2026-11-17 20:00'],
    ['last night', '2026-11-17 20:00'],
    ['yesterday evening', '2026-11-17 20:00'],
    ['nov 3', '2026-11-03 12:00 date'],
    ['3 November 2026', '2026-11-03 12:00 date'],
    ['november 3rd, 2026', '2026-11-03 12:00 date'],
    ['18 november 4pm', '2025-11-18 16:00'],
    ['3 december', '2025-12-03 12:00 date'],
    ['tuesday, 3 november', '2026-11-03 12:00 date'],
    ['365 days ago', '2025-11-18 12:00 date'],
    ['2025-11-18', '2025-11-18 12:00 date'],
  ])('reads %j on Wednesday 18 November 2026, 15:20', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes now for a date alone whose noon is still ahead', () => {
    const morning = at('2026-11-18T09:00');
    expect(parseWhen('today', morning)).toEqual({ at: morning.now, dateOnly: true });
    expect(parseWhen('2026-11-18', morning)).toEqual({ at: morning.now, dateOnly: true });
    expect(parseWhen('wednesday', morning)).toEqual({ at: morning.now, dateOnly: true });
    expect(parseWhen('yesterday', morning).at).toBe(instant('2026-11-17T12:00', berlin));
  });

  it.each([
    'tomorrow',
    '16:00 today',
    'in 3 hours',
    'tonight',
    'next friday',
    'this friday',
    '2026-11-19',
    '2027-01-01',
    'this evening',
  ])('says that %j is still ahead', (text) => {
    expect(() => parseWhen(text, now)).toThrow(/still ahead.*yesterday 2pm/);
  });

  it.each(['366 days ago', '2025-11-17', '3 november 2024', '3 nov 1626', '2 years ago'])(
    'says that %j is too long ago',
    (text) => {
      expect(() => parseWhen(text, now)).toThrow(/more than 365 days back/);
    },
  );

  it.each([
    '03/11',
    '3.11.2026',
    '11/03/2026',
    '2026/11/03',
    '2026.11.03',
    '3-11-2026',
    '2026-11-3',
    '11/3 2pm',
    '3.11.',
    '2026 11 03',
    '03 11 2026',
    '26-11-03',
  ])('asks for day or month in %j', (text) => {
    expect(() => parseWhen(text, now)).toThrow(/day or month first.*2026-11-03/);
  });

  it.each(['2026-02-30', '2026-13-05', '2026-00-10', '2026-11-31 14:05'])(
    'knows that there is no %j',
    (text) => {
      expect(() => parseWhen(text, now)).toThrow(/There is no 2026-/);
    },
  );

  it.each([
    'last week',
    'this month',
    'march',
    'october 2026',
    'last weekend',
    'a weekday',
    'monday last week',
    'last year',
    'november',
  ])('asks which day %j is', (text) => {
    expect(() => parseWhen(text, now)).toThrow(/does not say which day/);
  });

  it.each([
    '',
    ' ',
    'tuesdayish foo',
    'yesterday and then',
    'foo yesterday',
    '14',
    '25:00',
    '31 february',
    'christmas',
    '9am - 5pm',
    'yesterday to today',
    '2pm Berlin',
    `yesterday${' very'.repeat(500)}`,
    '<!channel>',
    '1'.repeat(100_000),
    'yesterday yesterday',
  ])('does not guess at %j', (text) => {
    expect(() => parseWhen(text, now)).toThrow(InputError);
    expect(() => parseWhen(text, now)).toThrow(/cannot read .* as one date or time.*2026-11-03 14:05/);
  });

  it.each([
    'yesterday 2pm EST',
    'yesterday 2pm UTC',
    '2026-11-03T14:05Z',
    '2026-11-03T14:05+02:00',
    '14:05 GMT+2',
  ])('reads no time zone in %j', (text) => {
    expect(() => parseWhen(text, now)).toThrow(/Leave the time zone out.*Europe\/Berlin/);
  });

  it('notices a weekday that is not the date’s', () => {
    expect(() => parseWhen('monday 2026-11-03', now)).toThrow(/weekday/);
    expect(read('monday, 3 november', at('2026-02-01T12:00'))).toBe('2025-11-03 12:00 date');
  });

  it('finds 29 February only where it was', () => {
    expect(read('29 february', at('2028-03-01T12:00'))).toBe('2028-02-29 12:00 date');
    expect(() => parseWhen('2026-02-29', now)).toThrow(/There is no/);
  });

  it('counts months back to their last day, not beyond', () => {
    expect(read('a month ago', at('2026-03-31T12:00'))).toBe('2026-02-28 12:00 date');
    expect(read('a month ago', at('2026-03-28T12:00'))).toBe('2026-02-28 12:00 date');
    expect(read('a month ago', at('2026-03-29T12:00'))).toBe('2026-02-28 12:00 date');
  });

  it('measures hours in real time across daylight saving', () => {
    const spring = at('2026-03-29T08:00');
    expect(spring.now - parseWhen('12 hours ago', spring).at).toBe(12 * 3_600_000);
    expect(read('12 hours ago', spring)).toBe('2026-03-28 19:00');
    const autumn = at('2026-10-25T08:00');
    expect(read('12 hours ago', autumn)).toBe('2026-10-24 21:00');
    expect(read('1 day ago', autumn)).toBe('2026-10-24 12:00 date');
  });

  it.each([
    ['yesterday 2:30am', 'Europe/Berlin', '2026-03-30T09:00', '2026-03-29T03:30:00+02:00'],
    ['2026-10-25 2:30am', 'Europe/Berlin', '2026-10-26T09:00', '2026-10-25T02:30:00+02:00'],
    ['today 2:15am', 'Australia/Lord_Howe', '2026-10-04T09:00', '2026-10-04T02:45:00+11:00'],
    ['1:45am', 'Australia/Lord_Howe', '2026-04-05T09:00', '2026-04-05T01:45:00+11:00'],
    ['yesterday 2:50am', 'Pacific/Chatham', '2026-09-28T09:00', '2026-09-27T03:50:00+13:45'],
    ['2026-03-08 0:00', 'America/Havana', '2026-03-09T09:00', '2026-03-08T01:00:00-04:00'],
    ['2026-11-01 0:30', 'America/Havana', '2026-11-02T09:00', '2026-11-01T00:30:00-04:00'],
    ['yesterday', 'Asia/Kathmandu', '2026-11-18T00:10', '2026-11-17T12:00:00+05:45'],
    ['yesterday 9am', 'Pacific/Apia', '2026-11-18T00:10', '2026-11-17T09:00:00+13:00'],
    ['3 days ago', 'Pacific/Apia', '2012-01-01T12:00', '2011-12-29T12:00:00-10:00'],
  ])('reads %j in %s on %s', (text, zone, local, expected) => {
    expect(shown(parseWhen(text, at(local, zone)).at, zone)).toBe(expected);
  });

  it('means the same whatever the zone of the process', () => {
    const nights = [
      '2026-03-29T02:30',
      '2026-10-25T02:30',
      '2026-03-08T02:30',
      '2026-03-08T00:30',
      '2026-10-04T02:15',
    ];
    const frames = [now, ...nights.flatMap((night) => [at(night), at(night, 'Asia/Kathmandu')])];
    const texts = [
      'yesterday 2:30am',
      '5 hours ago',
      '7 days ago',
      'friday 2:15am',
      'now',
      'last friday',
      'nov 1',
      'last night',
    ];
    const all = () => frames.map((frame) => texts.map((text) => parseWhen(text, frame)));
    const offsets = new Set<number>();
    vi.stubEnv('TZ', 'UTC');
    const expected = all();
    for (const zone of [
      'Europe/Berlin',
      'America/Havana',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'America/New_York',
      'Asia/Kathmandu',
    ]) {
      vi.stubEnv('TZ', zone);
      offsets.add(new Date(2026, 6, 1).getTimezoneOffset());
      expect(all()).toEqual(expected);
    }
    expect(offsets.size).toBe(6 - 1);
  });

  it('gives an instant of the last 365 days or an InputError, for any words', () => {
    const piece = fc.constantFrom(
      'yesterday',
      'friday',
      'last',
      'next',
      '3',
      'days',
      'hours',
      'ago',
      'at',
      '2pm',
      '14:05',
      '2026-11-03',
      'nov',
      'morning',
      'midnight',
      'in',
      'this',
      'month',
      '31',
      ',',
      'now',
      'EST',
      'before',
    );
    const frame = fc.record({
      zone: fc.constantFrom(
        'Europe/Berlin',
        'Australia/Lord_Howe',
        'Pacific/Chatham',
        'America/Havana',
        'Pacific/Apia',
        'Asia/Kathmandu',
      ),
      now: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 11, 31) }),
    });
    let count = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), frame, (words, { zone, now }) => {
        try {
          const when = parseWhen(words.join(' '), { zone, now });
          expect(Number.isInteger(when.at)).toBe(true);
          expect(when.at).toBeLessThanOrEqual(now);
          expect(when.at).toBeGreaterThan(now - 367 * 86_400_000);
          count += 1;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 3_000 },
    );
    expect(count).toBeGreaterThan(100);
  });
});

describe('parseUntil', () => {
  it.each([
    ['today', '2026-11-18'],
    ['tomorrow', '2026-11-19'],
    ['friday', '2026-11-20'],
    ['wednesday', '2026-11-18'],
    ['next wednesday', '2026-11-25'],
    ['tuesday', '2026-11-24'],
    ['2026-12-01', '2026-12-01'],
    ['in 10 days', '2026-11-28'],
    ['in 12 hours', '2026-11-19'],
    ['in 2 weeks', '2026-12-02'],
    ['friday 2pm', '2026-11-20'],
    ['nov 3', '2027-11-03'],
    ['dec 24', '2026-12-24'],
    ['end of the month', '2026-11-30'],
    ['in 365 days', '2027-11-18'],
  ])('reads %j', (text, date) => {
    const end = Temporal.PlainDate.from(date).add({ days: 1 });
    expect(parseUntil(text, now)).toEqual({ date, endsAt: instant(`${end}T00:00`, berlin) });
  });

  it('ends with the day, also where the next begins at one o’clock', () => {
    const { endsAt } = parseUntil('2027-03-13', at('2027-03-01T12:00', 'America/Havana'));
    expect(shown(endsAt, 'America/Havana')).toBe('2027-03-14T01:00:00-04:00');
  });

  it.each([
    ['yesterday', /in the past/],
    ['last friday', /in the past/],
    ['2026-11-17', /in the past/],
    ['2027-11-19', /more than 365 days ahead/],
    ['in 366 days', /more than 365 days ahead/],
    ['2pm', /does not say which day/],
    ['next week', /does not say which day/],
    ['03/11', /day or month/],
    ['soon', /cannot read/],
  ])('refuses %j', (text, message) => {
    expect(() => parseUntil(text, now)).toThrow(InputError);
    expect(() => parseUntil(text, now)).toThrow(message);
    expect(() => parseUntil(text, now)).toThrow(/2026-11-03/);
  });
});
