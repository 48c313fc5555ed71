import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { AccountType } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { AccountAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { standingNow } from './position.ts';
import { warnOfLowerCaps } from './warn-of-lower-caps.ts';

/** Changes the caller's account type: other caps from now on; what was counted stays counted. */
export async function changeAccountType(
  ledger: Ledger,
  call: Call,
  input: { readonly type: AccountType },
): Promise<AccountAnswer> {
  return answerOnce(
    ledger,
    call,
    { verb: 'account', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { tx, policy, requestId } = opened;
        const { account, frame, facts } = await openAccount(opened);
        const changed = account.type === input.type ? account : await changeAccount(tx, account, input);
        const fact: Entry = {
          kind: 'account_changed',
          happenedAt: call.now,
          localDate: localDate(account.zone, call.now),
          detail: { from: account.type, to: input.type },
        };
        const standing = await standingNow(tx, call, policy, changed);
        const near = await warnOfLowerCaps(opened, changed, account.type);
        const writes = [appendEntries(tx, frame, changed === account ? facts : [...facts, fact])];
        return {
          answer: {
            kind: 'account',
            requestId,
            from: account.type,
            ...(near.length > 0 && { near }),
            standing,
          },
          writes,
        };
      },
    },
  );
}
