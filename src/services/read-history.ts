import type { Ledger } from '../ledger/connect.ts';
import type { HistoryEntry } from '../ledger/list-history.ts';
import { listHistory, listHistoryAbout } from '../ledger/list-history.ts';
import { listPeople } from '../ledger/list-people.ts';
import { read } from '../ledger/transact.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Call } from './call.ts';
import { knownAs } from './judge-sends.ts';
import { knownByAddress } from './known-by-address.ts';
import { readRole } from './role.ts';
import { storedPerson } from './stored-person.ts';
import { isName } from './who-is-meant.ts';

export type HistoryLine = Omit<HistoryEntry, 'person' | 'other' | 'isManaged'> & {
  /** Null for who was erased; undefined where it is about no person, and for unnamed ones. */
  readonly person: PersonRef | null | undefined;
  readonly other: PersonRef | null | undefined;
};

/** The last facts, newest first. */
export type History = {
  /** Null for the reader's own. */
  readonly about: PersonRef | null;
  readonly reader: string;
  readonly zone: string;
  readonly lines: readonly HistoryLine[];
  /** Of a name that nothing is known about: who is known by an address and called so. */
  readonly namesakes: readonly PersonRef[];
};

/**
 * The last facts of one's own accounts and those entered for others, or about a person, all their keys together, whoever
 * recorded them. Who is in another team
 * is named as in an overlap: for their managers, or where the workspace says so. Notes are there for their author and for managers of the account's owner; which rules a log overrode, for
 * the owner and those managers: a restriction of LinkedIn is nobody else's business. Writes nothing.
 */
export async function readHistory(
  ledger: Ledger,
  call: Call,
  input: { readonly person?: PersonRef },
): Promise<History> {
  const { workspaceId, userId: reader, zone, withinMs } = call;
  const { person } = input;
  const { isManager, teams } = await readRole(ledger, call);
  return read(ledger, { deadlineMs: withinMs }, async (db) => {
    const asReader = { workspaceId, reader, everybody: isManager, teams };
    const toLine = (entry: HistoryEntry) => lineOf(entry, entry.isManaged || entry.owner === reader);
    if (person === undefined) {
      const entries = await listHistory(db, asReader);
      return { about: null, reader, zone, lines: entries.map(toLine), namesakes: [] };
    }
    const people = await listPeople(db, workspaceId, [person.key]);
    const ids = [...new Set([...people.values()].map(({ id }) => id))];
    const entries = await listHistoryAbout(db, asReader, ids);
    const { key } = person;
    const wanted = entries.length === 0 && isName(person) ? [key] : [];
    const namesakes = (await knownByAddress(db, workspaceId, wanted)).get(key) ?? [];
    const about = knownAs(people.get(key), person);
    return { about, reader, zone, lines: entries.map(toLine), namesakes };
  });
}

function lineOf(
  { person, other, isManaged: _, ...entry }: HistoryEntry,
  seesOverrides: boolean,
): HistoryLine {
  const { overrode, ...detail } = entry.detail;
  return {
    ...entry,
    detail: { ...detail, ...(seesOverrides && overrode !== undefined && { overrode }) },
    person: person ? storedPerson(person) : undefined,
    other: other ? storedPerson(other) : undefined,
  };
}
