import { nameKey } from './person.ts';

/** One key of a person, and the name they are kept under, if any. */
export type Known = { readonly key: string; readonly name: string | null };

/**
 * Whom a name in quotes may mean, by the key of the name: who has that key or that name, and those in whose address every
 * word of it stands: "Jane Doe" fits `in:jane-doe-1a2b3c`, and `in:janedoe`. Case and accents are folded as in `nameKey`.
 */
export function namesakes<K extends Known>(
  nameKeys: readonly string[],
  known: readonly K[],
): ReadonlyMap<string, readonly K[]> {
  const folded = known.map((person) => ({
    person,
    keys: [person.key, ...(person.name === null ? [] : [nameKey(person.name)])],
    words: new Set(person.key.startsWith('in:') ? wordsOf(nameKey(person.key.slice('in:'.length))) : []),
  }));
  return new Map(
    nameKeys.map((key) => {
      const words = wordsOf(key);
      const inAddress = (address: ReadonlySet<string>) =>
        words.length > 0 && (words.every((word) => address.has(word)) || address.has(words.join('')));
      const fitting = folded.filter(({ keys, words: address }) => keys.includes(key) || inAddress(address));
      return [key, fitting.map(({ person }) => person)];
    }),
  );
}

function wordsOf(key: string): readonly string[] {
  return key.slice('name:'.length).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
