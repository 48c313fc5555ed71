import { listNames } from '../ledger/list-names.ts';
import { namePeople } from '../ledger/name-people.ts';
import type { Tx } from '../ledger/transact.ts';
import { nameKey, type PersonKey, type PersonRef } from '../linkedin/person.ts';
import { storedPerson } from './stored-person.ts';

const mostOfAName = 3;
/** Accents and ligatures (`ß`, `ss`) make a name longer or shorter than it is folded. */
const foldedBy = 8;

/**
 * For the keys of names: who of the workspace's people is kept under that name and known by a LinkedIn address, three at
 * most. A name in quotes is a person of its own; whoever typed it may have meant one of these.
 */
export async function knownByAddress(
  tx: Tx,
  workspaceId: string,
  names: readonly PersonKey[],
): Promise<ReadonlyMap<string, readonly PersonRef[]>> {
  const found = new Map<string, number[]>(names.map((key) => [key, []]));
  if (found.size === 0) return new Map();
  const lengths = names.map((key) => Array.from(key).length - 'name:'.length);
  const range = { least: Math.min(...lengths) - foldedBy, most: Math.max(...lengths) + foldedBy };
  for (const { id, name } of await listNames(tx, workspaceId, range)) found.get(nameKey(name))?.push(id);
  const people = await namePeople(tx, workspaceId, [...found.values()].flat());
  const addressed = (id: number): PersonRef[] => {
    const stored = people.get(id);
    const person = stored ? storedPerson(stored) : null;
    return person && /^(?:in|member):/.test(person.key) ? [person] : [];
  };
  return new Map([...found].map(([key, ids]) => [key, ids.flatMap(addressed).slice(0, mostOfAName)]));
}
