import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type EnsuredPeople, oneOf } from '../ledger/find-people.ts';
import { recordSends } from '../ledger/record-sends.ts';
import { renamePeople } from '../ledger/rename-people.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { LoggedItem } from './answers.ts';
import { openAccount } from './open-account.ts';
import { positionOf } from './position.ts';
import { decideSending, type Sending, type Sent, sentMeters } from './send-invites.ts';
import { warn } from './warn.ts';

/** The people of one instant, each with their place among all. */
export type Day = {
  readonly at: number;
  readonly places: readonly number[];
  readonly people: readonly PersonRef[];
};

/** An instant for each of so many, shared out evenly: the first typed get the earliest. */
export function spreadOver(instants: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, n) => instants[Math.floor((n * instants.length) / count)] ?? 0);
}

/**
 * People by the instant of each, the earliest first. Who is written twice stands with their first: nobody is sent two, and
 * that is told within a day.
 */
export function daysOf(
  people: readonly PersonRef[],
  instants: readonly number[],
  whose: (person: PersonRef) => number | string,
): Day[] {
  const first = new Map<number | string, number>();
  const days = new Map<number, { places: number[]; people: PersonRef[] }>();
  for (const [place, person] of people.entries()) {
    const at = first.get(whose(person)) ?? instants[place] ?? 0;
    first.set(whose(person), at);
    const day = days.get(at) ?? { places: [], people: [] };
    day.places.push(place);
    day.people.push(person);
    days.set(at, day);
  }
  return [...days].map(([at, day]) => ({ at, ...day })).sort((a, b) => a.at - b.at);
}

/**
 * Decides and records invitations that were sent at several instants, in one transaction: one instant after the other, so
 * that each is judged in its own windows with those before it recorded. `instants` has one for each person, all locked.
 */
export async function sendSpread(
  ledger: Ledger,
  opened: Opened,
  ensured: EnsuredPeople,
  sending: Omit<Sending, 'sentAt' | 'unnamed'>,
  instants: readonly number[],
): Promise<Sent> {
  const { tx, call, policy } = opened;
  const current = await openAccount(opened);
  await appendEntries(tx, current.frame, current.facts);
  const whose = (ref: PersonRef) => {
    const person = ensured.people.get(ref.key);
    return person ? oneOf(person) : ref.key;
  };
  const items: LoggedItem[] = [];
  let ordinal = current.facts.length;
  let standing: Sent['standing'] | undefined;
  for (const { at, places, people } of daysOf(sending.people, instants, whose)) {
    const keys = people.map(({ key }) => key);
    const around = { at, keys, hashes: ledger.hashesOf(call.workspaceId, keys) };
    const prepared = { ensured, position: await positionOf(tx, call, policy, around) };
    const ofDay: Sending = { ...sending, people, unnamed: 0, sentAt: at };
    const decided = await decideSending(ledger, opened, current, prepared, ofDay, ordinal);
    await renamePeople(tx, call.workspaceId, decided.renamed);
    if (decided.sends) await tx.run(recordSends(decided.sends));
    ordinal += decided.sends?.sent.length ?? 0;
    for (const [index, item] of decided.items.entries()) items[places[index] ?? 0] = { ...item, sentAt: at };
    standing = decided.standing;
  }
  if (!standing) throw new Error('nobody was sent anything');
  if (ordinal > current.facts.length) await warn(opened, current.account, sentMeters(standing));
  return { items, standing, writes: [] };
}
