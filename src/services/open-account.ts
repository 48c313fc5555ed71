import type { Account } from '../ledger/account.ts';
import type { Entry, EntryFrame } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';

export type CurrentAccount = {
  readonly account: Account;
  /** As it was before this request: what held in the past is reckoned from it. */
  readonly before: Account;
  /** What the entries of this request share. */
  readonly frame: EntryFrame;
  /** What opening it already established: to append with the request's own facts. */
  readonly facts: readonly Entry[];
};

/** A locked account in its owner's zone: a traveller's new zone holds from now on and is itself a fact. */
export async function openAccount(
  { tx, call, requestId, account: first }: Opened,
  account: Account = first,
): Promise<CurrentAccount> {
  const frame: EntryFrame = {
    workspaceId: call.workspaceId,
    requestId,
    accountId: account.id,
    actor: call.userId,
    onBehalf: call.userId !== account.owner,
    source: call.source ?? 'command',
    recordedAt: call.now,
  };
  if (call.zone === account.zone) return { account, before: account, frame, facts: [] };
  const moved: Entry = {
    kind: 'zone_changed',
    happenedAt: call.now,
    localDate: localDate(call.zone, call.now),
    detail: { from: account.zone, to: call.zone },
  };
  const changed = await changeAccount(tx, account, { zone: call.zone });
  return { account: changed, before: account, frame, facts: [moved] };
}
