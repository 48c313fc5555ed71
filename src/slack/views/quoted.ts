import { INVISIBLE } from '../../linkedin/person.ts';
import { escapeText } from './say.ts';

/**
 * Words that somebody typed, in quotes, on one line and no longer than `most` characters. Slack's control characters are
 * escaped, and a word joiner on both sides keeps `*`, `_`, `~` and a backtick from formatting what follows.
 */
export function quoted(text: string, most: number): string {
  const characters = Array.from(
    text
      .replace(INVISIBLE, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  );
  const short = characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
  return `“${escapeText(short).replace(/[*_~`]/g, '\u2060$&\u2060')}”`;
}
