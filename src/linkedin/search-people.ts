import type { Known } from './namesakes.ts';
import { nameKey, tidied } from './person.ts';
import { readAddress } from './read-pasted.ts';

/**
 * Tells whether a search finds a person by any of their keys: an address finds the one whose it is, any other text those
 * in whose name or address all its words stand, case and accents aside. An empty one finds everybody.
 */
export function searchFor(text: string): (known: readonly Known[]) => boolean {
  const search = tidied(text);
  const key = /linkedin\.com\//i.test(search) ? readAddress(search).key : null;
  if (key !== null) return (known) => known.some((one) => one.key === key);
  const words = folded(search.replace(/^@/, '')).split(' ');
  return (known) =>
    known.some((one) => {
      const hay = `${folded(one.key.slice(one.key.indexOf(':') + 1))} ${folded(one.name ?? '')}`;
      return words.every((word) => hay.includes(word));
    });
}

function folded(text: string): string {
  return text === '' ? '' : nameKey(text).slice('name:'.length);
}
