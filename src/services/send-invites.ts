import { appendEntries } from '../ledger/append-entries.ts';
import { ensurePeople, type Person } from '../ledger/find-people.ts';
import type { Position } from '../ledger/load-position.ts';
import { recordSends, type SentInvite } from '../ledger/record-sends.ts';
import type { Tx } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { decide, type Request } from '../limits/decide.ts';
import { applySend } from '../limits/snapshot.ts';
import { localDate } from '../limits/windows.ts';
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
export async function prepareSending(
  tx: Tx,
  call: Call,
  { people: refs, sentAt }: Pick<Sending, 'people' | 'sentAt'>,
): Promise<Prepared> {
  const [people, position] = await Promise.all([
    ensurePeople(tx, call.workspaceId, refs),
    positionOf(tx, call, { instants: [sentAt, call.now], keys: refs.map((ref) => ref.key) }),
  ]);
  return { people, position };
}

/**
 * Decides and records invitations, in the order given, each after the former (limits.md, "decide"): a person repeated
 * among them is refused. A refusal is an answer, not an error.
 */
export async function sendInvites(
  opened: Opened,
  { people, position }: Prepared,
  sending: Sending,
): Promise<{
  readonly items: readonly LoggedPerson[];
  readonly standing: Standing;
  readonly writes: readonly Promise<unknown>[];
}> {
  const { tx, call } = opened;
  const { account, frame, facts } = await openAccount(opened);
  if (!position) throw new Error('an account vanished within its transaction');
  const { sentAt } = sending;
  const sendsTo = new Map(position.sendsTo);
  let snapshot = snapshotOf(position, account);
  const sent: SentInvite[] = [];
  const items = sending.people.map((ref): LoggedPerson => {
    const person = people.get(ref.key);
    if (!person) throw new Error('a person vanished within a transaction');
    const invites = sendsTo.get(ref.key) ?? [];
    const request: Request = {
      resource: 'connection',
      quantity: 1,
      at: sentAt,
      exempt: false,
      note: null,
      person: { id: person.id, invites, teammates: [], doNotContactSince: null },
    };
    const { verdict, reasons } = decide(policy, snapshot, request, call.now);
    const named = person.name === null ? { key: ref.key } : { key: ref.key, name: person.name };
    if (verdict === 'block' && !sending.override) return { person: named, refused: true, reasons };
    const overrode = reasons.filter((reason) => reason.verdict === 'block').map((reason) => reason.code);
    sent.push({ personId: person.id, overrode });
    sendsTo.set(ref.key, [...invites, { sentAt, state: 'pending', stateAt: sentAt }]);
    snapshot = applySend(policy, snapshot, request, call.now);
    return { person: named, refused: false, reasons };
  });

  const writes = [
    appendEntries(tx, frame, facts),
    recordSends(tx, {
      frame,
      firstOrdinal: facts.length,
      sentAt,
      localDate: localDate(account.zone, sentAt),
      sent,
    }),
  ];
  return { items, standing: standingOf(snapshot, position.pending + sent.length, call.now), writes };
}
