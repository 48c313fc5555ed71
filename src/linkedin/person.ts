import { InputError } from '../errors.ts';

/** One way to know a person. `in:` and `name:` are folded to lower case; ids in `member:` and `slack:` keep their case. */
export type PersonKey = `in:${string}` | `member:${string}` | `name:${string}` | `slack:${string}`;

/** A person as typed: the key to find them by, and the name given with it, if any. */
export type PersonRef = { readonly key: PersonKey; readonly name?: string };

/** The four forms a person is written in. Every error about a person shows them. */
export const PERSON_FORMS =
  'Write a person as a LinkedIn address (https://www.linkedin.com/in/jane-doe), a handle (`@jane-doe`), a name in quotes (`"Jane Doe"`) or a picked Slack member.';

const MAX_CHARACTERS = 200;
/** Bidirectional controls could reorder a reply; the others come along unseen with copied text. */
export const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\ufffd]/u;
const NOT_IN_A_SLUG = /[\s/\\?#%<>|"`,;@]/u;
const SOMETHING_TO_READ = /[\p{L}\p{N}\p{S}]/u;
const MEMBER_ID = /^AC[ow]AA[\w-]*$/;

/** Trimmed, runs of blanks made one, direction controls and invisible characters dropped. */
export function tidied(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}

/** The name as it is kept: tidied. Throws InputError for an empty one, for control characters and for more than 200 characters. */
export function parseName(text: string): string {
  const name = tidied(text);
  if (UNPRINTABLE.test(name)) {
    throw new InputError('A name cannot hold control characters. Write it like "Jane Doe".');
  }
  if (!SOMETHING_TO_READ.test(name)) {
    throw new InputError('There is no name between the quotes. Write it like "Jane Doe".');
  }
  if (Array.from(name).length > MAX_CHARACTERS) {
    throw new InputError(`A name has at most ${MAX_CHARACTERS} characters. Write it like "Jane Doe".`);
  }
  return name;
}

/** A person known only by name. */
export function namedPerson(text: string): PersonRef {
  const name = parseName(text);
  return { key: nameKey(name), name };
}

/** Only the accents of Latin, Greek and Cyrillic: the marks of Devanagari, Thai or Arabic make another name. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe0e\ufe0f\ufe20-\ufe2f]/gu;
/** Printable ASCII, with single blanks between words. */
const PLAIN_NAME = /^[!-~]+(?: [!-~]+)*$/;
/** Letters whose stroke or ligature Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** `name:` and the name without case, accents and spare blanks, so that "JOSÉ  Núñez" is "Jose Nunez". Never empty. */
export function nameKey(name: string): PersonKey {
  // Most names, and most that are compared by the ten thousand: nothing in them is folded but their case.
  if (PLAIN_NAME.test(name)) return `name:${name.toLowerCase()}`;
  const folded = name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(/[ßæœøłđðþıς]/gu, (letter) => PLAIN[letter] ?? letter)
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
  return `name:${folded === '' ? name.normalize('NFC') : folded}`;
}

/**
 * The key of what stands after `/in/` (percent-decoded) or after the `@` of a handle: `member:` for LinkedIn's own ids,
 * else `in:`, NFC and lower case. Throws InputError for what no profile address can hold.
 */
export function slugKey(text: string): PersonKey {
  const slug = text.replace(INVISIBLE, '').normalize('NFC');
  if (UNPRINTABLE.test(slug) || NOT_IN_A_SLUG.test(slug) || !SOMETHING_TO_READ.test(slug)) {
    throw new InputError(`That is not the address of a LinkedIn profile. ${PERSON_FORMS}`);
  }
  if (Array.from(slug).length > MAX_CHARACTERS) {
    throw new InputError(`A profile address ends in at most ${MAX_CHARACTERS} characters. ${PERSON_FORMS}`);
  }
  return MEMBER_ID.test(slug) ? `member:${slug}` : `in:${slug.toLowerCase().normalize('NFC')}`;
}

/** The key of a LinkedIn handle, with or without its `@`. */
export function handleKey(handle: string): PersonKey {
  return slugKey(handle.replace(/^@/, ''));
}

/** The key of a Slack member. */
export function slackKey(userId: string): PersonKey {
  if (!/^[UW][A-Z0-9]+$/.test(userId)) throw new InputError(`That is not a Slack member. ${PERSON_FORMS}`);
  return `slack:${userId}`;
}

/** Where the person's profile is, when the key tells. `parseProfileUrl` turns it back into the same key. */
export function profileUrl(key: PersonKey): string | undefined {
  const id = idOf(key);
  if (key.startsWith('in:')) return `https://www.linkedin.com/in/${encodeURIComponent(id)}`;
  if (!key.startsWith('member:')) return undefined;
  return `https://www.linkedin.com/${MEMBER_ID.test(id) ? 'in' : 'sales/people'}/${id}`;
}

/** What a reply calls the person: the name, else the slug or id. Not escaped for Slack. */
export function labelOf(person: PersonRef): string {
  return person.name ?? idOf(person.key);
}

function idOf(key: PersonKey): string {
  return key.slice(key.indexOf(':') + 1);
}
