import { appendEntries } from '../ledger/append-entries.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import { ensurePeople, type Person } from '../ledger/find-people.ts';
import type { Position } from '../ledger/load-position.ts';
import { recordSends, type SentInvite } from '../ledger/record-sends.ts';
import { renamePeople } from '../ledger/rename-people.ts';
import type { Tx } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { decide, type Request } from '../limits/decide.ts';
import { applySend, atPresent } from '../limits/snapshot.ts';
import { hoursToMs, localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { LoggedPerson, Standing } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';

export type Sending = {
  readonly people: readonly PersonRef[];
  /** When they were sent, in milliseconds; not later than now. */
  readonly sentAt: number;
  /** Record what a rule forbids as well: it has been sent on LinkedIn. The entry lists what was overridden. */
  readonly override: boolean;
};

export type Prepared = {
  readonly people: ReadonlyMap<string, Person>;
  readonly position: Position | undefined;
};

/** Locks the people and loads what the decision needs: two statements in one round trip, in this order. */
export async function prepareSending(tx: Tx, call: Call, sending: Sending): Promise<Prepared> {
  const [people, position] = await Promise.all([
    ensurePeople(tx, call.workspaceId, sending.people),
    loadForSending(tx, call, sending),
  ]);
  return { people, position };
}

/**
 * Decides and records invitations, in the order given, each after the former (limits.md, "decide"): a person repeated
 * among them is refused. A refusal is an answer, not an error.
 */
export async function sendInvites(
  opened: Opened,
  prepared: Prepared,
  sending: Sending,
): Promise<{
  readonly items: readonly LoggedPerson[];
  readonly standing: Standing;
  readonly writes: readonly Promise<unknown>[];
}> {
  const { tx, call } = opened;
  const { sentAt } = sending;
  const { account, frame, facts } = await openAccount(opened);
  const then = sentAt < call.now ? await findAccountAt(tx, opened.request.account, sentAt) : account;
  // Prepared for the caller's zone of now; a past-dated send belongs to the days of the zone in force then.
  const position =
    then.zone === call.zone
      ? prepared.position
      : await loadForSending(tx, { ...call, zone: then.zone }, sending, dayMs);
  if (!position) throw new Error('an account vanished within its transaction');

  const invitesTo = new Map(position.invitesTo);
  let snapshot = { ...snapshotOf(position, then), present: account };
  const sent: SentInvite[] = [];
  const renamed: { id: number; name: string }[] = [];
  const items = sending.people.map((ref): LoggedPerson => {
    const person = prepared.people.get(ref.key);
    if (!person) throw new Error('a person vanished within a transaction');
    const invites = invitesTo.get(ref.key) ?? [];
    const request: Request = {
      resource: 'connection',
      quantity: 1,
      at: sentAt,
      exempt: false,
      note: null,
      person: { id: person.id, invites, teammates: [], doNotContactSince: null },
    };
    const { verdict, reasons } = decide(policy, snapshot, request, call.now);
    if (verdict === 'block' && !sending.override)
      return { person: known(person, ref), refused: true, reasons };
    const overrode = reasons.filter((reason) => reason.verdict === 'block').map((reason) => reason.code);
    sent.push({ personId: person.id, overrode });
    invitesTo.set(ref.key, [...invites, { sentAt, state: 'pending', stateAt: sentAt }]);
    snapshot = { ...applySend(policy, snapshot, request, call.now), present: account };
    const name = newName(person, ref);
    if (name === undefined) return { person: known(person, ref), refused: false, reasons };
    renamed.push({ id: person.id, name });
    return { person: { key: ref.key, name }, refused: false, reasons };
  });

  const writes = [appendEntries(tx, frame, facts), renamePeople(tx, call.workspaceId, renamed)];
  if (sent.length > 0) {
    const date = localDate(then.zone, sentAt);
    tx.atCommit(recordSends({ frame, firstOrdinal: facts.length, sentAt, localDate: date, sent }));
  }
  const standing = standingOf(atPresent(snapshot), position.pending + sent.length, call.now);
  return { items, standing, writes };
}

/** `marginMs`: how far the calendar of now may lie from that of the call's zone. */
function loadForSending(tx: Tx, call: Call, { people, sentAt }: Sending, marginMs = 0) {
  return positionOf(tx, call, {
    instants: [sentAt, call.now - marginMs, call.now + marginMs],
    keys: people.map((ref) => ref.key),
  });
}

const dayMs = hoursToMs(24);

/** The person as the ledger knows them: a refused log renames nobody. */
function known(person: Person, { key }: PersonRef): PersonRef {
  return person.name === null ? { key } : { key, name: person.name };
}

/** The name that was written with an address and is not theirs yet. Who is known by name keeps it as first written. */
function newName(person: Person, { key, name }: PersonRef): string | undefined {
  return name === person.name || key.startsWith('name:') ? undefined : name;
}
