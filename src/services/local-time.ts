import { Temporal } from 'temporal-polyfill';

const kept = 20_000;

/** Temporal takes some 50 µs for one, and a tick asks for the same ones again and again. None ever changes. */
const memory = new Map<string, number>();

/**
 * The instant (milliseconds) of a local time `HH:MM` on a local date of an IANA zone. One that the clock skips is as much
 * later as the clock skips; of one that it shows twice it is the earlier.
 */
export function instantAt(zone: string, date: string, time: string): number {
  const key = `${zone} ${date} ${time}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const { epochMilliseconds } = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone);
  if (memory.size >= kept) memory.clear();
  memory.set(key, epochMilliseconds);
  return epochMilliseconds;
}
