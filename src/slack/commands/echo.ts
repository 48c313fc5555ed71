import { escapeText } from '../views/say.ts';

const MAX_ECHO_CHARACTERS = 60;

/**
 * What was typed, fit to be said back in an error: short, in quotes, with Slack's control characters escaped and
 * without what would format, hide or reorder the sentence around it.
 */
export function echo(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/[`*_~“”]/gu, "'")
    .trim();
  const characters = Array.from(plain);
  const short =
    characters.length > MAX_ECHO_CHARACTERS
      ? `${characters.slice(0, MAX_ECHO_CHARACTERS - 1).join('')}…`
      : plain;
  return `“${escapeText(short)}”`;
}
