import { addUsage, type UsageChange } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import type { Invite } from '../ledger/load-invites-to.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';
import type { OutcomeAnswer, Standing, ToldOutcome } from './answers.ts';
import { type CurrentAccount, openAccount } from './open-account.ts';
import { standingNow } from './position.ts';

/** An account that an outcome may be about. `zone` is the one in force when the outcome happened. */
export type OutcomeAccount = CurrentAccount & { readonly zone: string };

/** An invite as it was, and when its outcome happened. */
export type ChangedInvite = Invite & { readonly at: number };

/** Every locked account, with the zone in which the date of an outcome at `at` (now without it) is read. */
export async function openAccounts(opened: Opened, at?: number): Promise<readonly OutcomeAccount[]> {
  return Promise.all(
    opened.accounts.map(async (account) => {
      const current = await openAccount(opened, account);
      const then = at === undefined ? current.account : await findAccountAt(opened.tx, account, at);
      return { ...current, zone: then.zone };
    }),
  );
}

/**
 * Writes what became of invites: an entry each, the new states, the counts of the local dates on which they were
 * accepted. Gives where the accounts stand that were moved; the first one if none was.
 */
export async function writeOutcomes(
  { tx, call, policy, account: first }: Opened,
  accounts: readonly OutcomeAccount[],
  outcome: ToldOutcome,
  changed: readonly ChangedInvite[],
): Promise<OutcomeAnswer['standings']> {
  let ordinal = 0;
  for (const { account, frame, facts, zone } of accounts) {
    const mine = changed.filter(({ accountId }) => accountId === account.id);
    const outcomes = mine.map((invite) => outcomeEntry(outcome, invite, zone));
    const usage = outcome === 'accepted' ? mine.map((invite) => acceptance(invite, zone)) : [];
    if (usage.length > 0) await tx.run(addUsage(account, usage));
    await appendEntries(tx, frame, [...facts, ...outcomes], ordinal);
    ordinal += facts.length + outcomes.length;
  }
  await changeInvites(
    tx,
    call.workspaceId,
    changed.map(({ id, at }) => ({ id, state: outcome, at })),
  );
  const standings: Standing[] = [];
  for (const { account } of accounts) {
    if (changed.some(({ accountId }) => accountId === account.id))
      standings.push(await standingNow(tx, call, policy, account));
  }
  const [one, ...others] = standings;
  const current = accounts.find(({ account }) => account.id === first.id)?.account ?? first;
  return [one ?? (await standingNow(tx, call, policy, current)), ...others];
}

function outcomeEntry(kind: ToldOutcome, invite: ChangedInvite, zone: string): Entry {
  const { id: inviteId, personId, at: happenedAt, state, stateAt } = invite;
  const detail = state === 'pending' ? {} : { detail: { was: { state, at: stateAt } } };
  return { kind, personId, inviteId, happenedAt, localDate: localDate(zone, happenedAt), ...detail };
}

function acceptance({ at, exempt }: ChangedInvite, zone: string): UsageChange {
  return {
    resource: 'connection',
    localDate: localDate(zone, at),
    accepted: 1,
    acceptedExempt: exempt ? 1 : 0,
  };
}
