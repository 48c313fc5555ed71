import type { Account } from '../ledger/account.ts';
import type { Entry, EntryFrame } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import { lockAccount } from '../ledger/lock-account.ts';
import type { Tx } from '../ledger/transact.ts';
import { localDate } from '../limits/windows.ts';
import type { Call } from './call.ts';

export type OpenAccount = {
  readonly account: Account;
  /** What the entries of this request share. */
  readonly frame: EntryFrame;
  /** What opening it already established: to append with the request's own facts. */
  readonly facts: readonly Entry[];
};

/**
 * The caller's account, locked, in the caller's zone: a traveller's new zone holds from now on and is itself a
 * fact.
 */
export async function openAccount(tx: Tx, call: Call, requestId: number): Promise<OpenAccount> {
  const account = await lockAccount(tx, call);
  const frame: EntryFrame = {
    workspaceId: call.workspaceId,
    requestId,
    accountId: account.id,
    actor: call.userId,
    recordedAt: call.now,
  };
  if (call.zone === account.zone) return { account, frame, facts: [] };
  const moved: Entry = {
    kind: 'zone_changed',
    happenedAt: call.now,
    localDate: localDate(call.zone, call.now),
    detail: { from: account.zone, to: call.zone },
  };
  return { account: await changeAccount(tx, account, { zone: call.zone }), frame, facts: [moved] };
}
