import type { Ledger } from '../ledger/connect.ts';
import { oneOf, type Person } from '../ledger/find-people.ts';
import { listPeople } from '../ledger/list-people.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { decideBatch } from '../limits/batch.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { LoggedItem, Standing } from './answers.ts';
import type { Call } from './call.ts';
import { keysOf, knownAs, requestsOf } from './judge-sends.ts';
import { knownByAddress } from './known-by-address.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { sayReason } from './said.ts';
import { isName } from './who-is-meant.ts';

export type CheckedPerson = LoggedItem & {
  /** Of somebody who was written before under another key: as whom. Judged once, there. */
  readonly sameAs: PersonRef | null;
  /** Of a name that is joined with no address: who is known by one and called so. */
  readonly namesakes: readonly PersonRef[];
};

/** Whether people could be invited now. */
export type Check = {
  /** Whose account. */
  readonly owner: string;
  /** One a person, in the order written; one who is written twice in the same way stands there once. */
  readonly items: readonly CheckedPerson[];
  /** Where the account stands, with nothing sent. */
  readonly standing: Standing;
};

/**
 * Would these people's invitations be logged now? Judged as `logInvites` judges them, each after the former. Nothing is
 * written and nobody created; who has no account yet is checked as a free one.
 *
 * @throws InputError when `as` names no account of the owner's.
 */
export async function checkPeople(
  ledger: Ledger,
  call: Call,
  input: { readonly people: readonly PersonRef[] },
): Promise<Check> {
  const written = [...new Map(input.people.map((ref) => [ref.key, ref])).values()];
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const keys = written.map(({ key }) => key);
    const people = await listPeople(db, call.workspaceId, keys);
    return check(ledger, db, call, written, people);
  });
}

async function check(
  ledger: Ledger,
  db: Tx,
  call: Call,
  written: readonly PersonRef[],
  people: ReadonlyMap<string, Person>,
): Promise<Check> {
  const { workspaceId, now, zone, owner, as: accountName = '' } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const keys = written.map(({ key }) => key);
  const hashes = ledger.hashesOf(workspaceId, [...new Set([...keys, ...people.keys()])]);
  const position = await positionOf(db, call, expected.policy, { keys, hashes });
  const { version, policy } = await activePolicy(ledger, db, workspaceId, position.policyVersion);
  if (version !== expected.version) return check(ledger, db, call, written, people);
  if (position.account === undefined && accountName !== '') throw noSuchAccount(call);

  const firstOf = new Map<number | string, PersonRef>();
  const whose = (ref: PersonRef) => {
    const known = people.get(ref.key);
    return known ? oneOf(known) : ref.key;
  };
  for (const ref of written) if (!firstOf.has(whose(ref))) firstOf.set(whose(ref), ref);

  const present = { name: accountName, type: position.account?.type ?? 'free', zone };
  const snapshot = snapshotOf(position, present, present, now);
  const sending = { people: [...firstOf.values()], unnamed: 0, sentAt: now, exempt: false, note: null };
  const hashesOf = (key: string) => ledger.hashesOf(workspaceId, keysOf(key, people));
  const wanted = requestsOf(sending, people, position, hashesOf);
  const requests = wanted.map(({ request }) => request);
  const batch = decideBatch(policy, snapshot, requests, now, { override: false });
  const judged = new Map(sending.people.map((ref, index) => [ref, batch.items[index]]));

  const isLoose = (ref: PersonRef) =>
    isName(ref) && keysOf(ref.key, people).every((key) => key.startsWith('name:'));
  const loose = written.filter(isLoose).map(({ key }) => key);
  const called = await knownByAddress(db, workspaceId, loose);

  const items = written.map((ref): CheckedPerson => {
    const namesakes = called.get(ref.key) ?? [];
    const item = judged.get(ref);
    const known = knownAs(people.get(ref.key), ref);
    if (item === undefined) {
      const first = firstOf.get(whose(ref)) ?? ref;
      const sameAs = knownAs(people.get(first.key), first);
      return { person: known, quantity: 1, refused: false, reasons: [], sameAs, namesakes: [] };
    }
    // As the log would name them: by the name just written, if it came to be recorded.
    const person = item.recorded && ref.name !== undefined && !ref.key.startsWith('name:') ? ref : known;
    const reasons = item.decision.reasons.map(sayReason);
    return { person, quantity: 1, refused: !item.recorded, reasons, sameAs: null, namesakes };
  });
  return { owner, items, standing: standingOf(policy, present, snapshot, now) };
}
