import { InputError } from '../errors.ts';
import { PERSON_FORMS, type PersonKey, slugKey } from './person.ts';

const MAX_URL_CHARACTERS = 2_000;
const NOT_LINKEDIN = `That is not a LinkedIn address. ${PERSON_FORMS}`;
const NO_PROFILE =
  'That LinkedIn page is not a profile. Open the profile and copy the /in/ address, like https://www.linkedin.com/in/jane-doe.';
const NOT_A_PERSON =
  'That LinkedIn page is not a person. Give a profile, like https://www.linkedin.com/in/jane-doe.';

/**
 * The person a LinkedIn profile address points to (the forms are listed in the tests). Throws InputError for another
 * site, another kind of page, and for what cannot be decoded. The text may lack `https://`.
 */
export function parseProfileUrl(text: string): PersonKey {
  const [kind, ...rest] = segmentsOf(linkedInUrl(text.trim()));
  switch (kind?.toLowerCase()) {
    case 'in':
      return rest[0] === undefined ? refuse(NO_PROFILE) : slugKey(decode(rest[0]));
    case 'sales':
      return salesKey(rest);
    case 'company':
    case 'school':
    case 'showcase':
      return refuse(NOT_A_PERSON);
    default:
      return refuse(NO_PROFILE);
  }
}

/** Sales Navigator: `/sales/lead/ID,NAME_SEARCH,…`. The id is LinkedIn's own, so it is never a slug. */
function salesKey([page, lead]: readonly string[]): PersonKey {
  if (lead === undefined || !/^(?:lead|people|profile)$/i.test(page ?? '')) return refuse(NO_PROFILE);
  const [id = ''] = decode(lead).split(',');
  return /^[\w-]{1,200}$/.test(id) ? `member:${id}` : refuse(NO_PROFILE);
}

function linkedInUrl(text: string): URL {
  // WHATWG URL drops tabs and line feeds and reads a backslash as a slash: refuse them before it does.
  if (text.length > MAX_URL_CHARACTERS || /[\s\p{Cc}\\]/u.test(text)) return refuse(NOT_LINKEDIN);
  const written = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(written)) return refuse(NOT_LINKEDIN);
  const url = new URL(written);
  const isLinkedIn = /^(?:.+\.)?linkedin\.com\.?$/.test(url.hostname);
  const isPlain = url.username === '' && url.password === '' && url.port === '';
  return isLinkedIn && isPlain ? url : refuse(NOT_LINKEDIN);
}

/** The path without the prefix of the old mobile sites. */
function segmentsOf(url: URL): readonly string[] {
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  return /^(?:m|mwlite)$/i.test(segments[0] ?? '') ? segments.slice(1) : segments;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new InputError(
      'That LinkedIn address is damaged: a % in it stands for nothing. Copy it again, like https://www.linkedin.com/in/jane-doe.',
      { cause },
    );
  }
}

function refuse(sentence: string): never {
  throw new InputError(sentence);
}
