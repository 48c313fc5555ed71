import type { Account } from '../ledger/account.ts';
import type { Entry, EntryFrame } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';

export type CurrentAccount = {
  readonly account: Account;
  /** What the entries of this request share. */
  readonly frame: EntryFrame;
  /** What opening it already established: to append with the request's own facts. */
  readonly facts: readonly Entry[];
};

/** The caller's locked account in the caller's zone: a traveller's new zone holds from now on and is itself a fact. */
export async function openAccount({ tx, call, request }: Opened): Promise<CurrentAccount> {
  const { account } = request;
  const frame: EntryFrame = {
    workspaceId: call.workspaceId,
    requestId: request.id,
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
