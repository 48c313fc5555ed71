import { InputError } from '../errors.ts';
import { handleKey, nameKey, type PersonKey, parseName, tidied } from './person.ts';
import { parseProfileUrl } from './profile-url.ts';

/** Somebody in a pasted text: as they stand there, and their key; null for what is nobody's address or name. */
export type Pasted = {
  readonly said: string;
  readonly key: PersonKey | null;
  /** What a name comes to where its commas and semicolons stand between names; empty without any. */
  readonly parts: readonly Pasted[];
};

const address = /linkedin\.com\/|^@./i;

/**
 * Whom a pasted text names: one or more addresses (`https://…`, `@jane-doe`) in a line, whatever else stands in it; else
 * the line is a name, or several with commas or semicolons between them. Never throws.
 */
export function readPasted(text: string): readonly Pasted[] {
  const found = text.split(/[\n\r\u2028\u2029]+/).flatMap((line) => {
    const addresses = line.split(/[\s<>|,;"()]+/).filter((word) => address.test(word));
    if (addresses.length > 0) return addresses.map(readAddress);
    const name = withoutLinkedInWords(tidied(line));
    const parts = name.split(/[,;]/).flatMap(readOneName);
    const [head = ''] = name.split(/\s(?:[-–—|]|at)\s/u);
    return readOneName(name).map((whole) => {
      if (parts.length > 1) return { ...whole, parts };
      return head === name ? whole : { ...whole, parts: readOneName(head) };
    });
  });
  const first = new Map(found.map((one) => [one.key ?? one.said, one]));
  return [...first.values()];
}

/** What LinkedIn's pages and mails write around a name. */
const around: readonly RegExp[] = [
  /^(?<name>.+?) (?:has )?accepted your (?:invitation|invite)\b.*$/iu,
  /^(?<name>.+?) is (?:now )?(?:a|your) (?:\S+ )?connection\b.*$/iu,
  /^you(?:['’]re| are) now connected (?:with|to) (?<name>.+?)[.!]?$/iu,
  /^view (?<name>.+?)(?:['’]s?)? profile$/iu,
  /^(?<name>.+?)['’]s? profile (?:picture|photo)$/iu,
  /^(?<name>.+?)\s+[·•]\s.*$/u,
  /^(?<name>.+?)\s+\(?(?:1st|2nd|3rd\+?)\)?(?:[\s·•,].*)?$/iu,
];
const nobody =
  /^(?:message|connect|connected|pending|withdraw|follow|following|accept|ignore|more|view profile|member[’']s name|[·•]?\s*(?:1st|2nd|3rd\+?)(?: degree connection)?|status is \w+|(?:sent|connected|accepted|invited)(?: on)? .*\d.*)$/iu;

/** The name alone; empty for a line that is only a button or a date. */
function withoutLinkedInWords(line: string): string {
  if (nobody.test(line)) return '';
  for (const pattern of around) {
    const name = pattern.exec(line)?.groups?.name;
    if (name !== undefined) return name;
  }
  return line;
}

/** The key of an address or handle, null for what is neither. */
export function readAddress(word: string): Pasted {
  const key = attempt(() => (word.startsWith('@') ? handleKey(word) : parseProfileUrl(word)));
  return { said: word, key, parts: [] };
}

/** Nothing for a line of blanks, dashes and bullets. */
function readOneName(text: string): Pasted[] {
  const said = tidied(text).replace(/^[\s"'“”„«»•·*–-]+|[\s"'“”„«»]+$/gu, '');
  if (said === '') return [];
  return [{ said, key: attempt(() => nameKey(parseName(said))), parts: [] }];
}

function attempt(read: () => PersonKey): PersonKey | null {
  try {
    return read();
  } catch (err) {
    if (err instanceof InputError) return null;
    throw err;
  }
}
