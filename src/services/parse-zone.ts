import { InputError } from '../errors.ts';

/**
 * The IANA zone as it is written everywhere, whatever the case it was typed in.
 *
 * @throws InputError for any other; a city alone is told the zone that ends with it.
 */
export function parseZone(typed: string): string {
  const name = typed.trim().replaceAll(' ', '_');
  const zone = knownZone(name);
  if (zone !== undefined) return zone;
  const city = name.toLowerCase();
  const meant = Intl.supportedValuesOf('timeZone').find((one) => one.toLowerCase().endsWith(`/${city}`));
  throw new InputError(
    meant === undefined
      ? 'This time zone is not known. Write it like Europe/Berlin or America/New_York.'
      : `Did you mean ${meant}? Write it like that.`,
  );
}

/** Neither an offset nor an abbreviation: `+02:00` and `EST` know no daylight saving. */
function knownZone(name: string): string | undefined {
  if (!/^(?:utc$|[a-z]+\/)/i.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // An alias stays what was typed: who lives in Kolkata is not told of Calcutta.
    if (timeZone.toLowerCase() === name.toLowerCase()) return timeZone;
    return name.replace(/(?<![A-Za-z])[a-z]/g, (letter) => letter.toUpperCase());
  } catch (err) {
    if (err instanceof RangeError) return undefined;
    throw err;
  }
}
