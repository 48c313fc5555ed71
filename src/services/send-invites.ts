import type { UsageChange } from '../ledger/add-usage.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Because, EntryDetail, Mark, Way } from '../ledger/entry-kinds.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import { type EnsuredPeople, ensurePeople, lockGroups, type Person } from '../ledger/find-people.ts';
import type { Position } from '../ledger/load-position.ts';
import { recordSends, type SendsToRecord, type SentInvite } from '../ledger/record-sends.ts';
import { renamePeople } from '../ledger/rename-people.ts';
import type { Tx } from '../ledger/transact.ts';
import { type BatchItem, decideBatch } from '../limits/batch.ts';
import type { Policy } from '../limits/policy.ts';
import { atPresent } from '../limits/snapshot.ts';
import { localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { LoggedItem, Standing } from './answers.ts';
import type { Call } from './call.ts';
import { type Sending as Judged, requestsOf } from './judge-sends.ts';
import { type CurrentAccount, openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { sayReason } from './said.ts';
import { warn } from './warn.ts';

/** How the invitations were sent, for the record. */
export type Manner = {
  readonly marks: readonly Mark[];
  readonly via?: Way;
  readonly because?: Because;
  readonly note: string | null;
  /** The day is not known for certain. */
  readonly estimated?: true;
};

export type Sending = Pick<Judged, 'people' | 'unnamed' | 'sentAt'> & {
  readonly manner: Manner;
  /** Record what a rule forbids as well: it has been sent on LinkedIn. The entry lists what was overridden. */
  readonly override: boolean;
};

export type Prepared = { readonly ensured: EnsuredPeople; readonly position: Position };

/** Locks the people and loads what the decision needs: two statements in one round trip, in this order. */
export async function prepareSending(
  ledger: Ledger,
  tx: Tx,
  call: Call,
  policy: Policy,
  { people, sentAt }: Sending,
): Promise<Prepared> {
  const keys = people.map(({ key }) => key);
  const [ensured, position] = await Promise.all([
    people.length === 0 ? noPeople : ensurePeople(tx, call.workspaceId, keys),
    positionOf(tx, call, policy, { at: sentAt, keys, hashes: ledger.hashesOf(call.workspaceId, keys) }),
  ]);
  return { ensured, position };
}

const noPeople: EnsuredPeople = { people: new Map(), late: false };

/** What a request of invitations came to, and the statements under way that make it true. */
export type Sent = {
  readonly items: readonly LoggedItem[];
  readonly standing: Standing;
  readonly writes: readonly Promise<unknown>[];
};

/**
 * Decides and records invitations, in the order given, each after the former (limits.md, "decide"): a person repeated
 * among them is refused. A refusal is an answer, not an error.
 */
export async function sendInvites(
  ledger: Ledger,
  opened: Opened,
  prepared: Prepared,
  sending: Sending,
): Promise<Sent> {
  const { tx } = opened;
  const current = await openAccount(opened);
  const ordinal = current.facts.length;
  const decided = await decideSending(ledger, opened, current, prepared, sending, ordinal);
  // Before the writes are under way: it throws where the transaction is over, and nobody would hear of them.
  if (decided.sends) tx.atCommit(recordSends(decided.sends));
  const { items, standing, renamed } = decided;
  const writes = [
    appendEntries(tx, current.frame, current.facts),
    renamePeople(tx, opened.call.workspaceId, renamed),
    ...(decided.sends ? [warn(opened, current.account, sentMeters(standing))] : []),
  ];
  return { items, standing, writes };
}

/** What a send moves. */
export function sentMeters({ meters }: Standing): Standing['meters'] {
  return meters.filter(({ limit }) => limit.basis === 'sent');
}

/** What was decided: `sends` records it, null if there is nothing to record; `renamed` are people who get a name. */
export type Decided = Omit<Sent, 'writes'> & {
  readonly sends: SendsToRecord | null;
  readonly renamed: readonly { readonly id: number; readonly name: string }[];
};

/** Decides invitations of one instant, to be recorded from `firstOrdinal` on. */
export async function decideSending(
  ledger: Ledger,
  opened: Opened,
  { account, before, frame }: CurrentAccount,
  prepared: Prepared,
  sending: Sending,
  firstOrdinal: number,
): Promise<Decided> {
  const { tx, call, policy } = opened;
  const { sentAt, manner } = sending;
  const then = sentAt < call.now ? await findAccountAt(tx, before, sentAt) : account;
  const { people } = prepared.ensured;
  const { position, hashesOf } = await completed(ledger, opened, prepared, sending, then.zone);

  const exempt = manner.marks.length > 0;
  const judged: Judged = { ...sending, exempt, note: manner.note };
  const wanted = requestsOf(judged, people, position, hashesOf);
  const snapshot = snapshotOf(position, then, account, call.now);
  const requests = wanted.map(({ request }) => request);
  const batch = decideBatch(policy, snapshot, requests, call.now, sending);

  const today = localDate(account.zone, call.now);
  const sent: SentInvite[] = [];
  const renamed: { id: number; name: string }[] = [];
  const items = batch.items.map((item, index): LoggedItem => {
    const ref = wanted[index]?.ref ?? null;
    const typed = sending.people[index];
    const person = typed && people.get(typed.key);
    const name = person && typed && item.recorded ? newName(person, typed) : undefined;
    if (item.recorded) sent.push(...invitesOf(item, person?.id ?? null, manner, today));
    if (person && name !== undefined) renamed.push({ id: person.id, name });
    return {
      person: ref && name !== undefined ? { key: ref.key, name } : ref,
      quantity: item.request.quantity,
      refused: !item.recorded,
      ...(item.repeated && { repeated: true }),
      reasons: item.decision.reasons.map(sayReason),
    };
  });

  const sends = sendsOf(sent, { frame, firstOrdinal, sentAt, exempt, note: manner.note }, then.zone, today);
  const standing = standingOf(policy, account, atPresent(batch.snapshot), call.now);
  return { items, standing, sends, renamed };
}

/** What records them, with what it adds to the counts; null if there are none. */
function sendsOf(
  sent: readonly SentInvite[],
  shared: Pick<SendsToRecord, 'frame' | 'firstOrdinal' | 'sentAt' | 'exempt' | 'note'>,
  zone: string,
  today: string,
): SendsToRecord | null {
  if (sent.length === 0) return null;
  const date = localDate(zone, shared.sentAt);
  const says = sent.filter(({ detail }) => detail.exposureSaidOn !== undefined).length;
  const counted: UsageChange = {
    resource: 'connection',
    localDate: date,
    sent: sent.length,
    sentExempt: shared.exempt ? sent.length : 0,
    notes: shared.note === null ? 0 : sent.length,
  };
  const said: UsageChange = { resource: 'connection', localDate: today, exposureSaid: says };
  return { ...shared, localDate: date, sent, usage: says === 0 ? [counted] : [counted, said] };
}

/**
 * What was prepared, and more where that does not do: a person joined with others has more keys, one who was locked late
 * may have been read too early, and a past-dated send may belong to the days of another zone.
 */
async function completed(
  ledger: Ledger,
  { tx, call, policy }: Opened,
  { ensured, position }: Prepared,
  { people, sentAt }: Sending,
  zoneThen: string,
): Promise<{ readonly position: Position; readonly hashesOf: (key: string) => readonly string[] }> {
  const { workspaceId } = call;
  const groupOf = (key: string) => ensured.people.get(key)?.groupId ?? null;
  const groups = new Set(people.flatMap(({ key }) => groupOf(key) ?? []));
  const joined = await lockGroups(tx, workspaceId, [...groups]);
  const keysOf = (key: string) => [
    key,
    ...joined
      .filter(({ groupId }) => groupId !== null && groupId === groupOf(key))
      .map((person) => person.key),
  ];
  const hashesOf = (key: string) => ledger.hashesOf(workspaceId, keysOf(key));
  if (groups.size === 0 && !ensured.late && zoneThen === call.zone) return { position, hashesOf };
  const keys = people.map(({ key }) => key);
  const around = { at: sentAt, zoneThen, keys, hashes: keys.flatMap(hashesOf) };
  return { position: await positionOf(tx, call, policy, around), hashesOf };
}

/** One invite for each of the quantity. */
function invitesOf(
  { request, decision }: BatchItem,
  personId: number | null,
  { marks, via, because, note, estimated }: Manner,
  today: string,
): SentInvite[] {
  const { reasons } = decision;
  const overrode = reasons.filter(({ verdict }) => verdict === 'block').map(({ code }) => code);
  const detail: EntryDetail = {
    ...(overrode.length > 0 && { overrode }),
    ...(marks.length > 0 && { marks }),
    ...(via !== undefined && { via }),
    ...(because !== undefined && { because }),
    ...(note !== null && { noteChars: Array.from(note).length }),
    ...(estimated && { estimated }),
  };
  const says = reasons.some(({ code }) => code === 'exposure');
  return Array.from({ length: request.quantity }, (_, nth) => ({
    personId,
    overCap: overrode.includes('cap_reached'),
    detail: says && nth === 0 ? { ...detail, exposureSaidOn: today } : detail,
  }));
}

/** The name that was written and is not theirs yet. Who is known by name keeps it as first written. */
function newName(person: Person, { key, name }: PersonRef): string | undefined {
  return name === person.name || (person.name !== null && key.startsWith('name:')) ? undefined : name;
}
