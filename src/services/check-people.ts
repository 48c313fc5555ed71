import type { Ledger } from '../ledger/connect.ts';
import { oneOf, type Person } from '../ledger/find-people.ts';
import { listPeople } from '../ledger/list-people.ts';
import { read, type Tx } from '../ledger/transact.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { LoggedItem, Standing } from './answers.ts';
import type { Call } from './call.ts';
import { judgeDays } from './judge-days.ts';
import { keysOf, knownAs } from './judge-sends.ts';
import { knownByAddress } from './known-by-address.ts';
import type { LogInvites } from './log-invites.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { sayReason } from './said.ts';
import type { Manner } from './send-invites.ts';
import { daysOf, spreadOver } from './send-spread.ts';
import { isName } from './who-is-meant.ts';

export type CheckedPerson = LoggedItem & {
  /** Of somebody who was written before under another key: as whom. Judged once, there. */
  readonly sameAs: PersonRef | null;
  /** Of a name that is joined with no address: who is known by one and called so. */
  readonly namesakes: readonly PersonRef[];
};

/** Whether people could be invited. */
export type Check = {
  /** Whose account. */
  readonly owner: string;
  /** One a person, in the order written; one who is written twice in the same way stands there once. */
  readonly items: readonly CheckedPerson[];
  /** The present, where it was judged as of other instants too. */
  readonly loggedAt?: number;
  /** Where the account stands, with nothing sent. */
  readonly standing: Standing;
};

/** Whom to check, and what is known of how and when their invitations were or will be sent: as in `LogInvites`. */
export type CheckPeople = Pick<LogInvites, 'people' | 'sentAt' | 'spread' | 'manner'>;

/**
 * Would these people's invitations be logged? Judged as `logInvites` judges them, each after the former, as of now or of
 * when they were sent. Nothing is written and nobody created; who has no account yet is checked as a free one.
 *
 * @throws InputError when `as` names no account of the owner's.
 */
export async function checkPeople(ledger: Ledger, call: Call, input: CheckPeople): Promise<Check> {
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const keys = [...new Set(input.people.map(({ key }) => key))];
    const people = await listPeople(db, call.workspaceId, keys);
    return check(ledger, db, call, input, people);
  });
}

async function check(
  ledger: Ledger,
  db: Tx,
  call: Call,
  input: CheckPeople,
  people: ReadonlyMap<string, Person>,
): Promise<Check> {
  const { workspaceId, now, zone, owner, as: accountName = '' } = call;
  const { spread, sentAt = now } = input;
  const written = [...new Map(input.people.map((ref) => [ref.key, ref])).values()];
  const expected = expectedPolicy(ledger, workspaceId);
  const keys = written.map(({ key }) => key);
  const hashes = ledger.hashesOf(workspaceId, [...new Set([...keys, ...people.keys()])]);
  const position = await positionOf(db, call, expected.policy, { keys, hashes });
  const { version, policy } = await activePolicy(ledger, db, workspaceId, position.policyVersion);
  if (version !== expected.version) return check(ledger, db, call, input, people);
  if (position.account === undefined && accountName !== '') throw noSuchAccount(call);

  const firstOf = new Map<number | string, PersonRef>();
  const whose = (ref: PersonRef) => {
    const known = people.get(ref.key);
    return known ? oneOf(known) : ref.key;
  };
  for (const ref of written) if (!firstOf.has(whose(ref))) firstOf.set(whose(ref), ref);

  const present = { name: accountName, type: position.account?.type ?? 'free', zone };
  const instants = spread ? spreadOver(spread, input.people.length) : input.people.map(() => sentAt);
  const days = daysOf(input.people, instants, whose).map(({ at, people: ofDay }) => ({
    at,
    people: [...new Set(ofDay.map(whose))].flatMap((one) => firstOf.get(one) ?? []),
  }));
  const { marks, note } = input.manner ?? plain;
  const manner = { exempt: marks.length > 0, note };
  const judged = await judgeDays(ledger, db, call, { policy, position, present, people, days, manner });

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
    const on = spread ? { sentAt: item.request.at } : {};
    return { person, quantity: 1, refused: !item.recorded, ...on, reasons, sameAs: null, namesakes };
  });
  const standing = standingOf(policy, present, snapshotOf(position, present, present, now), now);
  return { owner, items, ...(instants.some((at) => at < now) && { loggedAt: now }), standing };
}

const plain: Manner = { marks: [], note: null };
