import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { read } from '../ledger/transact.ts';
import { findWelcome, welcomeTeammate } from '../ledger/welcome-teammate.ts';
import type { AccountType } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce, claimOnce, type Opened } from './answer-once.ts';
import type { WelcomeAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { warnOfLowerCaps } from './warn-of-lower-caps.ts';

/**
 * Answers the first-run card: keeps that it was answered, and of which type the first LinkedIn account is. Where that is
 * no news, no account is made. Once: a card that was answered before changes nothing.
 */
export async function welcome(
  ledger: Ledger,
  call: Call,
  input: { readonly type: AccountType },
): Promise<WelcomeAnswer> {
  const { workspaceId, userId, now, zone } = call;
  const request = { verb: 'welcome', ...input };
  const prepare = async () => undefined;
  const { known, welcomedAt } = await read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    // In this order: of a card that was answered, the account is read as it is since.
    const welcomedAt = await findWelcome(db, { workspaceId, userId });
    return { welcomedAt, known: await listAccounts(db, workspaceId, userId) };
  });
  const from = known.find(({ name }) => name === '')?.type ?? 'free';
  if (from === input.type || welcomedAt !== null) {
    return claimOnce(ledger, call, request, {
      prepare,
      async decide({ tx, requestId }) {
        const isNew = await welcomeTeammate(tx, { workspaceId, userId, now });
        const answer = { kind: 'welcome', requestId, isNew, from, accountType: from, zone } as const;
        return { answer, writes: [] };
      },
    });
  }
  return answerOnce(ledger, { ...call, as: '' }, request, {
    prepare,
    async decide(opened) {
      const { account, frame, facts } = await openAccount(opened);
      const isNew = await welcomeTeammate(opened.tx, { workspaceId, userId, now });
      const changed = isNew ? await changeType(opened, account, input.type) : [];
      const near = isNew ? await warnOfLowerCaps(opened, { ...account, ...input }, account.type) : [];
      const answer: WelcomeAnswer = {
        kind: 'welcome',
        requestId: opened.requestId,
        isNew,
        from: account.type,
        accountType: isNew ? input.type : account.type,
        ...(near.length > 0 && { near }),
        zone,
      };
      return { answer, writes: [appendEntries(opened.tx, frame, [...facts, ...changed])] };
    },
  });
}

async function changeType(
  { tx, call }: Opened,
  account: Opened['account'],
  type: AccountType,
): Promise<Entry[]> {
  if (account.type === type) return [];
  await changeAccount(tx, account, { type });
  const detail = { from: account.type, to: type };
  return [
    {
      kind: 'account_changed',
      happenedAt: call.now,
      localDate: localDate(account.zone, call.now),
      detail,
    },
  ];
}
