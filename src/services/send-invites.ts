import { addUsage } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { countPending } from '../ledger/count-pending.ts';
import { ensurePeople } from '../ledger/find-people.ts';
import { insertInvites } from '../ledger/insert-invites.ts';
import { loadSendsTo } from '../ledger/load-sends-to.ts';
import { loadSnapshot } from '../ledger/load-snapshot.ts';
import { lockPeople } from '../ledger/lock-people.ts';
import type { Tx } from '../ledger/transact.ts';
import { articlePolicy as policy } from '../limits/article.ts';
import { decide } from '../limits/decide.ts';
import { applySend, horizonOf } from '../limits/snapshot.ts';
import { hoursToMs, localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { LoggedPerson, Standing } from './answers.ts';
import type { Call } from './call.ts';
import { type OpenAccount, openAccount } from './open-account.ts';
import { standingOf } from './standing.ts';

export type Sending = {
  readonly requestId: number;
  readonly people: readonly PersonRef[];
  /** When they were sent, in milliseconds; not later than now. */
  readonly sentAt: number;
  /** Record what a rule forbids as well: it has been sent on LinkedIn. The entry lists what was overridden. */
  readonly override: boolean;
};

/**
 * Decides and records invitations, in the order given, each after the former (limits.md, "decide"): a person repeated
 * among them is refused. A refusal is an answer, not an error.
 */
export async function sendInvites(
  tx: Tx,
  call: Call,
  sending: Sending,
): Promise<{ readonly items: LoggedPerson[]; readonly standing: Standing }> {
  const opened = await openAccount(tx, call, sending.requestId);
  const { account } = opened;
  const people = await ensurePeople(tx, call.workspaceId, sending.people);
  const { sentAt } = sending;
  const ids = [...people.values()].map((person) => person.id);
  await lockPeople(tx, call.workspaceId, ids);
  const coolDownMs = hoursToMs(policy.samePersonHours.value);
  const [loaded, sends, pending] = await Promise.all([
    loadSnapshot(tx, account, horizonOf(policy, account.zone, [sentAt, call.now])),
    loadSendsTo(tx, account, ids, sentAt - coolDownMs),
    countPending(tx, account),
  ]);

  let snapshot = loaded;
  const sent: { personId: number; overrode: string[] }[] = [];
  const items = sending.people.map((ref): LoggedPerson => {
    const person = people.get(ref.key);
    if (!person) throw new Error('a person vanished between two statements');
    const request = { resource: 'connection', quantity: 1, at: sentAt } as const;
    const before = sends.get(person.id) ?? [];
    const { verdict, reasons } = decide(
      policy,
      snapshot,
      { ...request, person: { sentAt: before } },
      call.now,
    );
    const named = person.name === null ? { key: ref.key } : { key: ref.key, name: person.name };
    if (verdict === 'block' && !sending.override) return { person: named, refused: true, reasons };
    const overrode = reasons.filter((reason) => reason.verdict === 'block').map((reason) => reason.code);
    sent.push({ personId: person.id, overrode });
    sends.set(person.id, [...before, sentAt]);
    snapshot = applySend(snapshot, request);
    return { person: named, refused: false, reasons };
  });

  await recordSends(tx, opened, sentAt, sent);
  return { items, standing: standingOf(account, snapshot, pending + sent.length, call.now) };
}

async function recordSends(
  tx: Tx,
  { account, frame, facts }: OpenAccount,
  sentAt: number,
  sent: readonly { readonly personId: number; readonly overrode: readonly string[] }[],
): Promise<void> {
  const date = localDate(account.zone, sentAt);
  const inviteIds = await insertInvites(
    tx,
    account,
    sent.map(({ personId }) => ({ personId, sentAt })),
  );
  const sends = sent.map(({ personId, overrode }, index): Entry => {
    const inviteId = inviteIds[index];
    if (inviteId === undefined) throw new Error('an invite was not inserted');
    const fact = { kind: 'sent', personId, inviteId, happenedAt: sentAt, localDate: date } as const;
    return overrode.length === 0 ? fact : { ...fact, detail: { overrode } };
  });
  const usage =
    sent.length === 0 ? [] : [{ resource: 'connection', localDate: date, sent: sent.length } as const];
  await Promise.all([appendEntries(tx, frame, [...facts, ...sends]), addUsage(tx, account, usage)]);
}
