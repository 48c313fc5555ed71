import { addAccount as add } from '../ledger/add-account.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { AccountAddedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';

/** As many as `quota` can show in one message. */
export const mostAccounts = 20;

/**
 * Adds a further LinkedIn account of the caller's, of type `free`, in their zone; one whose adding was undone comes back.
 * A name that is in use, and more accounts than one message shows, are refused.
 */
export async function addAccount(
  ledger: Ledger,
  call: Call,
  input: { readonly name: string },
): Promise<AccountAddedAnswer> {
  return answerOnce<AccountAddedAnswer, undefined>(
    ledger,
    call,
    { verb: 'account_add', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { tx, requestId } = opened;
        const { workspaceId, owner, zone, now } = call;
        const { name } = input;
        const known = await listAccounts(tx, workspaceId, owner);
        const existing = known.find((account) => account.name === name);
        const answer = { kind: 'account_added', requestId, name, zone } as const;
        if (existing) {
          return { answer: { ...answer, result: 'exists', accountType: existing.type }, writes: [] };
        }
        if (known.length >= mostAccounts) {
          return { answer: { ...answer, result: 'too_many', accountType: 'free' }, writes: [] };
        }
        const added = await add(tx, { workspaceId, owner, name, zone, now });
        const { account, frame, facts } = await openAccount(opened, added);
        const fact: Entry = { kind: 'account_added', happenedAt: now, localDate: localDate(zone, now) };
        return {
          answer: { ...answer, result: 'added', accountType: account.type },
          writes: [appendEntries(tx, frame, [...facts, fact])],
        };
      },
    },
  );
}
