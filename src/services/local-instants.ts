import { Temporal } from 'temporal-polyfill';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Writes instants as ISO 8601 with the offset that a zone had then: `2026-11-24T10:00:00+01:00`. Temporal takes some 50 µs
 * for one, so the offset of a day is remembered where it did not change in it. Make one a file: it forgets nothing.
 */
export function createLocalInstants(): (at: number, zone: string) => string {
  const days = new Map<string, number | null>();

  function offsetOf(at: number, zone: string): number {
    const day = Math.floor(at / dayMs);
    const key = `${zone} ${day}`;
    let known = days.get(key);
    if (known === undefined) {
      const start = offsetAt(day * dayMs, zone);
      known = start === offsetAt((day + 1) * dayMs, zone) ? start : null;
      days.set(key, known);
    }
    return known ?? offsetAt(at, zone);
  }

  return (at, zone) => {
    const offset = offsetOf(at, zone);
    const wall = new Date(at + offset).toISOString().slice(0, 19);
    const minutes = Math.abs(offset) / 60_000;
    const pad = (count: number) => String(Math.floor(count)).padStart(2, '0');
    return `${wall}${offset < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
  };
}

function offsetAt(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}
