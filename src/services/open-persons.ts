import type { Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { ensurePeople, oneOf } from '../ledger/find-people.ts';
import { lockPersons } from '../ledger/lock-persons.ts';
import type { Tx } from '../ledger/transact.ts';
import { localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Call } from './call.ts';
import { knownAs } from './judge-sends.ts';

/** A person as somebody wrote them, with all that stands for them in the ledger, joined ones included. */
export type OpenPerson = {
  readonly ref: PersonRef;
  /** Whom the key written belongs to; undefined for a key that nobody has used. */
  readonly id: number | undefined;
  readonly memberIds: readonly number[];
  /** Of every key of theirs: what the do-not-contact list may know them by. */
  readonly hashes: readonly string[];
};

/** The people behind these references, in the order written; locked, with all who are one person with them. */
export async function openPersons(
  ledger: Ledger,
  tx: Tx,
  { workspaceId }: Call,
  people: readonly PersonRef[],
): Promise<OpenPerson[]> {
  const members = await lockPersons(
    tx,
    workspaceId,
    people.map(({ key }) => key),
  );
  return people.map((ref): OpenPerson => {
    const known = members.find(({ key }) => key === ref.key);
    const own = known ? members.filter((member) => oneOf(member) === oneOf(known)) : [];
    const keys = new Set([ref.key, ...own.flatMap(({ key }) => key ?? [])]);
    return {
      ref: knownAs(known, ref),
      id: known?.id,
      memberIds: [...new Set(own.map(({ id }) => id))],
      hashes: ledger.hashesOf(workspaceId, [...keys]),
    };
  });
}

/**
 * These people with the fact about each. Who is not known yet becomes a person without a name: of somebody who objects to
 * being contacted no more is kept than the record needs.
 */
export async function recordAbout<P extends OpenPerson>(
  tx: Tx,
  { workspaceId, now }: Call,
  persons: readonly P[],
  fact: { readonly kind: 'do_not_contact' | 'contact_allowed'; readonly zone: string },
): Promise<{ readonly persons: readonly P[]; readonly entries: readonly Entry[] }> {
  const unknown = persons.filter(({ id }) => id === undefined).map(({ ref }) => ref.key);
  const { people } = await ensurePeople(tx, workspaceId, unknown);
  const known = persons.map((person) => {
    const id = person.id ?? people.get(person.ref.key)?.id;
    if (id === undefined) throw new Error('a key belongs to nobody, although it was ensured');
    return { ...person, id, memberIds: person.id === undefined ? [id] : person.memberIds };
  });
  const entries = known.map(
    ({ id }): Entry => ({
      kind: fact.kind,
      personId: id,
      happenedAt: now,
      localDate: localDate(fact.zone, now),
    }),
  );
  return { persons: known, entries };
}
