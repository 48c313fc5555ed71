import { InputError } from '../../errors.ts';
import { handleKey, INVISIBLE, PERSON_FORMS, type PersonRef, slackKey } from '../../linkedin/person.ts';
import { parseProfileUrl } from '../../linkedin/profile-url.ts';
import { echo } from './echo.ts';

/** A piece of a command's text, unescaped. `from` says how a person was written: only an address takes a name after it. */
export type Token =
  | { readonly kind: 'person'; readonly ref: PersonRef; readonly from: 'address' | 'handle' | 'member' }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };

/** What may close each quotation mark: the first of a group that comes; a later group only when none of the former does. */
const CLOSERS: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”'],
  '“': ['”"', '“'],
  '”': ['”"'],
  '„': ['“”"'],
  '«': ['»'],
  '»': ['«'],
};

const BLANKS = /[\s,]+/uy;
const LINK = /<([^<>|]*)(?:\|([^<>]*))?>/y;
/** Up to a blank or a comma, but for the commas in `3,000` and in an address of Sales Navigator. */
const WORD = /(?:[^\s<,]|(?<=\d),(?=\d)|(?<=\/sales\/[^\s<]{0,120}),(?=[^\s<,]))+/uy;
/** A bare address: LinkedIn's host, or any scheme or host with a path, which is then refused as another site. */
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:[a-z0-9-]+\.)*linkedin\.com(?:[/?#:]|$)|[\w-]+(?:\.[\w-]+)+\/)/i;

/**
 * Cuts the text of a slash command, as Slack sends it with `should_escape`, into tokens. Commas and semicolons between
 * tokens are blanks. Throws InputError for an open quote and for what looks like a person but is none.
 */
export function readTokens(text: string): readonly Token[] {
  const source = text.replace(INVISIBLE, '');
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < source.length) {
    if (take(BLANKS) !== null) continue;
    const closers = CLOSERS[source.charAt(at)];
    if (closers !== undefined) {
      const end = closingQuote(source, at, closers);
      tokens.push({ kind: 'quoted', text: plainText(source.slice(at + 1, end)) });
      at = end + 1;
      continue;
    }
    const link = take(LINK);
    if (link !== null) {
      tokens.push(linkToken(link[1] ?? ''));
      continue;
    }
    const word = take(WORD);
    if (word === null) throw notAPerson(source.slice(at));
    const bare = unescapeText(word[0]).replace(/;$/, '');
    if (bare !== '') tokens.push(wordToken(bare));
  }
  return tokens;
}

function closingQuote(source: string, start: number, groups: readonly string[]): number {
  for (const group of groups) {
    const ends = Array.from(group, (mark) => source.indexOf(mark, start + 1)).filter((end) => end >= 0);
    if (ends.length > 0) return Math.min(...ends);
  }
  throw new InputError(
    `The quote that begins ${echo(plainText(source.slice(start + 1)))} is not closed. Write it like "Jane Doe".`,
  );
}

/** What Slack made of an address, a mention or a channel. The id of a member is what stands before the `|`. */
function linkToken(target: string): Token {
  if (target.startsWith('@')) {
    return { kind: 'person', ref: { key: slackKey(target.slice(1)) }, from: 'member' };
  }
  if (/^https?:/i.test(target)) return addressToken(unescapeText(target));
  throw notAPerson(target.replace(/^mailto:/, ''));
}

function wordToken(typed: string): Token {
  // Whoever ends a sentence with a person does not mean another person.
  const word = /^@|\//.test(typed) ? typed.replace(/[.!?:;)]+$/u, '') : typed;
  if (ADDRESS.test(word)) return addressToken(word);
  if (/^@(?:channel|here|everyone)$/i.test(word)) throw notAPerson(word);
  if (word.startsWith('@')) return { kind: 'person', ref: { key: handleKey(word) }, from: 'handle' };
  if (word.includes('@')) throw notAPerson(word);
  return { kind: 'word', text: word.replace(/[\u200c\u200d]/gu, '') };
}

function addressToken(url: string): Token {
  return { kind: 'person', ref: { key: parseProfileUrl(url) }, from: 'address' };
}

/** Quoted text as the writer saw it: Slack turns addresses and mentions inside quotes into links too. */
function plainText(escaped: string): string {
  return unescapeText(
    escaped.replace(
      /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g,
      (_all, sign: string, target: string, label?: string) => {
        if (sign === '') return label ?? target;
        const shown = label ?? target;
        return /^[@#]/.test(shown) ? shown : `${sign === '#' ? '#' : '@'}${shown}`;
      },
    ),
  );
}

function unescapeText(escaped: string): string {
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function notAPerson(text: string): InputError {
  return new InputError(`${echo(text)} is not a person. ${PERSON_FORMS}`);
}
