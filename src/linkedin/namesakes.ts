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
  if (nameKeys.length === 0) return new Map();
  // There may be 30,000 of them and a hundred names: each name looks at those alone that share a key or a word.
  const byKey = new Map<string, Set<number>>();
  const byWord = new Map<string, Set<number>>();
  for (const [index, { key, name }] of known.entries()) {
    add(byKey, key, index);
    if (name !== null) add(byKey, nameKey(name), index);
    const address = key.startsWith('in:') ? wordsOf(nameKey(key.slice('in:'.length))) : [];
    for (const word of address) add(byWord, word, index);
  }
  const none: ReadonlySet<number> = new Set();
  return new Map(
    nameKeys.map((key) => {
      const words = wordsOf(key);
      const [first = none, ...others] = words
        .map((word) => byWord.get(word) ?? none)
        .sort((a, b) => a.size - b.size);
      const inAddress = [...first].filter((index) => others.every((having) => having.has(index)));
      const asOne = words.length > 0 ? (byWord.get(words.join('')) ?? none) : none;
      const fitting = new Set([...(byKey.get(key) ?? none), ...inAddress, ...asOne]);
      return [key, [...fitting].sort((a, b) => a - b).flatMap((index) => known[index] ?? [])];
    }),
  );
}

function add(map: Map<string, Set<number>>, key: string, index: number): void {
  const having = map.get(key);
  if (having) having.add(index);
  else map.set(key, new Set([index]));
}

function wordsOf(key: string): readonly string[] {
  return key.slice('name:'.length).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
