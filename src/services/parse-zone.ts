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
  const today = calledToday.find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (today !== undefined) return today;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (err) {
    if (err instanceof RangeError) return undefined;
    throw err;
  }
}

/** Names that `Intl` knows and takes for older ones: who lives in Kolkata is not told of Calcutta. */
const calledToday: readonly string[] = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Catamarca',
  'America/Argentina/Cordoba',
  'America/Argentina/Jujuy',
  'America/Argentina/Mendoza',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];
