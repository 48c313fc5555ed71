import { oneOf, type Person } from '../ledger/find-people.ts';
import type { Position } from '../ledger/load-position.ts';
import type { Request } from '../limits/decide.ts';
import type { PersonFacts } from '../limits/reason.ts';
import type { PersonRef } from '../linkedin/person.ts';

/** What is to be sent: people, or a number of unnamed ones, all at one instant and in one way. */
export type Sending = {
  readonly people: readonly PersonRef[];
  /** Of unnamed ones; 0 with people. */
  readonly unnamed: number;
  /** Milliseconds; not later than now. */
  readonly sentAt: number;
  /** Carries an exception mark. */
  readonly exempt: boolean;
  readonly note: string | null;
};

/** One request for a person, or one for all the unnamed. */
export type Wanted = { readonly ref: PersonRef | null; readonly request: Request };

/** What the engine is to judge, in the order typed. `hashesOf` gives every hash that stands for the person of a key. */
export function requestsOf(
  sending: Sending,
  people: ReadonlyMap<string, Person>,
  position: Position,
  hashesOf: (key: string) => readonly string[],
): Wanted[] {
  const { sentAt: at, exempt } = sending;
  const note = sending.note === null ? null : { length: Array.from(sending.note).length };
  const send = { resource: 'connection', at, exempt, note } as const;
  if (sending.people.length === 0) {
    return [{ ref: null, request: { ...send, quantity: sending.unnamed, person: null } }];
  }
  const keys = sending.people.map(({ key }) => key);
  return sending.people.map((ref): Wanted => {
    const known = people.get(ref.key);
    // Who is not known yet is one with nobody else: there are no ids below zero.
    const id = known ? oneOf(known) : -1 - keys.indexOf(ref.key);
    const person = { id, ...factsOf(ref.key, position, hashesOf(ref.key)) };
    return { ref: knownAs(known, ref), request: { ...send, quantity: 1, person } };
  });
}

/** Every key by which the do-not-contact list may know the person of a key, from `listPeople`. */
export function keysOf(key: string, people: ReadonlyMap<string, Person>): string[] {
  const person = people.get(key);
  if (person === undefined) return [key];
  return [...people.values()].filter((other) => oneOf(other) === oneOf(person)).map((other) => other.key);
}

/** The person as the ledger names them; else as they were written. */
export function knownAs(person: Pick<Person, 'name'> | undefined, ref: PersonRef): PersonRef {
  return person?.name == null ? ref : { key: ref.key, name: person.name };
}

function factsOf(key: string, position: Position, hashes: readonly string[]): Omit<PersonFacts, 'id'> {
  const invites = position.invitesTo.get(key) ?? [];
  const objections = hashes.flatMap((hash) => position.doNotContact.get(hash) ?? []);
  return {
    invites: invites.filter(({ teammate }) => teammate === null),
    teammates: invites.flatMap(({ teammate, ...invite }) =>
      teammate === null ? [] : [{ ...invite, teammate }],
    ),
    doNotContactSince: objections.length === 0 ? null : Math.min(...objections),
  };
}
