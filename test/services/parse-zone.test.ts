import { describe, expect, it } from 'vitest';
import { parseZone } from '../../src/services/parse-zone.ts';

describe('a time zone', () => {
  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['America/port of spain', 'America/Port_of_Spain'],
    ['us/pacific', 'America/Los_Angeles'],
    ['ASIA/kolkata', 'Asia/Kolkata'],
    ['europe/kyiv', 'Europe/Kyiv'],
    ['utc', 'UTC'],
  ])('typed as %s is kept as %s', (typed, zone) => {
    expect(parseZone(typed)).toBe(zone);
  });

  it.each(['+02:00', 'EST', 'Europe/Nowhere'])('typed as %s is refused with an example', (typed) => {
    expect(() => parseZone(typed)).toThrow('Europe/Berlin');
  });
});
