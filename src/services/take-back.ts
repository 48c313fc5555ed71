import type { Account } from '../ledger/account.ts';
import { takeUsage } from '../ledger/add-usage.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import { separatePeople } from '../ledger/join-people.ts';
import type { StoredInvite } from '../ledger/load-invites.ts';
import { appendUndone, removeAccount, removeInvites } from '../ledger/take-back.ts';
import type { Tx } from '../ledger/transact.ts';
import { loadExpiries, type Undoable } from '../ledger/undoable.ts';
import { accountTypes } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import type { Claimed } from './answer-once.ts';
import { openAccount } from './open-account.ts';
import { counted, stateBefore } from './undo-effects.ts';

export type Invites = ReadonlyMap<number, StoredInvite>;

/** The invite that an entry is about, as it stands. */
export function inviteOf({ inviteId }: Undoable, invites: Invites): StoredInvite | undefined {
  return inviteId === null ? undefined : invites.get(inviteId);
}

/**
 * Takes entries of locked accounts back: for each an entry that says so, and what it had changed is as before. Gives the
 * accounts as they are now, without those whose adding was taken back.
 */
export async function takeBack(
  claimed: Claimed,
  entries: readonly Undoable[],
  accounts: readonly Account[],
  invites: Invites,
): Promise<readonly Account[]> {
  const { tx, call } = claimed;
  const left: Account[] = [];
  let ordinal = 0;
  for (const locked of accounts) {
    const mine = entries.filter(({ accountId }) => accountId === locked.id);
    // Only the caller's own zone is known: what was entered for a teammate stays in the teammate's.
    const zone = locked.owner === call.userId ? call.zone : locked.zone;
    const opened = { ...claimed, call: { ...call, zone }, account: locked };
    const { account, frame, facts } = await openAccount(opened);
    await appendEntries(tx, frame, facts, ordinal);
    ordinal += facts.length;
    const sentIds = mine.flatMap(({ kind, inviteId }) =>
      kind === 'sent' && inviteId !== null ? inviteId : [],
    );
    // That an invite expired goes with it.
    const taken = [...(await loadExpiries(tx, { ...call, accountId: account.id }, sentIds)), ...mine];
    const when = { happenedAt: call.now, localDate: localDate(account.zone, call.now) };
    await appendUndone(
      tx,
      taken.map((entry, nth) => ({ frame, ordinal: ordinal + nth, entry, ...when })),
    );
    ordinal += taken.length;
    const usage = mine.flatMap((entry) => counted(entry, inviteOf(entry, invites)));
    if (usage.length > 0) await tx.run(takeUsage(account, usage));
    const changed = await restoreAccount(tx, account, mine, call.now);
    if (changed) left.push(changed);
  }
  await restoreInvites(tx, call.workspaceId, entries, invites);
  for (const { kind, personId, detail } of entries) {
    if (kind === 'joined' && personId !== null && detail.other !== undefined)
      await separatePeople(tx, call.workspaceId, personId, detail.other);
  }
  return left;
}

/** The account's type as it was; undefined for one that is not there any more. */
async function restoreAccount(
  tx: Tx,
  account: Account,
  entries: readonly Undoable[],
  now: number,
): Promise<Account | undefined> {
  let current: Account | undefined = account;
  for (const { kind, detail } of entries) {
    const type = accountTypes.find((one) => one === detail.from);
    if (current && kind === 'account_changed' && type) current = await changeAccount(tx, current, { type });
    if (kind !== 'account_added') continue;
    await removeAccount(tx, account.workspaceId, account.id, now);
    current = undefined;
  }
  return current;
}

async function restoreInvites(
  tx: Tx,
  workspaceId: string,
  entries: readonly Undoable[],
  invites: Invites,
): Promise<void> {
  const restored = entries.flatMap((entry) => {
    const invite = inviteOf(entry, invites);
    return entry.kind !== 'sent' && invite ? [{ id: invite.id, ...stateBefore(entry, invite) }] : [];
  });
  await changeInvites(tx, workspaceId, restored);
  const sent = entries.filter(({ kind }) => kind === 'sent');
  await removeInvites(
    tx,
    workspaceId,
    sent.flatMap(({ inviteId }) => inviteId ?? []),
  );
}
