import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { AccountType } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { AccountAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { loadStanding } from './standing.ts';

/** Changes the caller's account type: other caps from now on; what was counted stays counted. */
export async function changeAccountType(
  ledger: Ledger,
  call: Call,
  input: { readonly type: AccountType },
): Promise<AccountAnswer> {
  return answerOnce(ledger, call, { verb: 'account', ...input }, async (tx, requestId) => {
    const { account, frame, facts } = await openAccount(tx, call, requestId);
    const changed = account.type === input.type ? account : await changeAccount(tx, account, input);
    const fact: Entry = {
      kind: 'account_changed',
      happenedAt: call.now,
      localDate: localDate(account.zone, call.now),
      detail: { from: account.type, to: input.type },
    };
    await appendEntries(tx, frame, changed === account ? facts : [...facts, fact]);
    return { kind: 'account', from: account.type, standing: await loadStanding(tx, changed, call.now) };
  });
}
