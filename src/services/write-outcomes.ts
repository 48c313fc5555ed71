import type { Account } from '../ledger/account.ts';
import { addUsage, type UsageChange } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import type { EntryDetail } from '../ledger/entry-kinds.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import type { Invite } from '../ledger/load-invites-to.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';
import type { OutcomeAnswer, Standing, ToldOutcome } from './answers.ts';
import { type CurrentAccount, openAccount } from './open-account.ts';
import { standingNow } from './position.ts';
import { warn } from './warn.ts';

/** An account that an outcome may be about. `zone` is the one in force at `at`, when the outcome is told to have happened. */
export type OutcomeAccount = CurrentAccount & { readonly at: number; readonly zone: string };

/** An invite as it was, and when its outcome happened. */
export type ChangedInvite = Invite & {
  readonly at: number;
  /** The person it was typed for, if that is another key's, joined with whom was invited. */
  readonly typedAs?: number;
};

/** Every locked account, with the zone by which an outcome at `at` (now without it) counts on a date. */
export async function openAccounts(opened: Opened, at = opened.call.now): Promise<readonly OutcomeAccount[]> {
  return Promise.all(
    opened.accounts.map(async (account) => {
      const current = await openAccount(opened, account);
      return { ...current, at, zone: await zoneAt(opened, current, at) };
    }),
  );
}

async function zoneAt(
  { tx, call }: Opened,
  { account, before }: CurrentAccount,
  at: number,
): Promise<string> {
  return at < call.now ? (await findAccountAt(tx, before, at)).zone : account.zone;
}

/**
 * Writes what became of invites: an entry each, the new states, the counts of the local dates on which they were
 * accepted; and that the accounts of `checked` (ids) were looked through. Gives where the accounts stand that were moved; the first one if none was.
 */
export async function writeOutcomes(
  opened: Opened,
  accounts: readonly OutcomeAccount[],
  outcome: ToldOutcome,
  changed: readonly ChangedInvite[],
  checked: readonly number[] = [],
): Promise<OutcomeAnswer['standings']> {
  const { tx, call, policy, account: first } = opened;
  let ordinal = 0;
  for (const current of accounts) {
    const { account, frame, facts } = current;
    const mine = await dated(
      opened,
      current,
      changed.filter(({ accountId }) => accountId === account.id),
    );
    const outcomes = mine.map((invite) => outcomeEntry(outcome, invite));
    const usage = outcome === 'accepted' ? mine.map(acceptance) : [];
    if (usage.length > 0) await tx.run(addUsage(account, usage));
    const checks = checked.includes(account.id) ? [check(account, call.now)] : [];
    await appendEntries(tx, frame, [...facts, ...outcomes, ...checks], ordinal);
    ordinal += facts.length + outcomes.length + checks.length;
  }
  await changeInvites(
    tx,
    call.workspaceId,
    changed.map(({ id, at }) => ({ id, state: outcome, at })),
  );
  const standings: Standing[] = [];
  for (const { account } of accounts) {
    if (!changed.some(({ accountId }) => accountId === account.id)) continue;
    const standing = await standingNow(tx, call, policy, account);
    standings.push(standing);
    if (outcome === 'accepted')
      await warn(
        opened,
        account,
        standing.meters.filter(({ limit }) => limit.basis === 'accepted'),
      );
  }
  const [one, ...others] = standings;
  const current = accounts.find(({ account }) => account.id === first.id)?.account ?? first;
  return [one ?? (await standingNow(tx, call, policy, current)), ...others];
}

type DatedInvite = ChangedInvite & { readonly localDate: string };

/**
 * With the local date on which each outcome happened. One that is told by its date alone happened at its send or later,
 * and another zone may have come into force since the instant that was told.
 */
async function dated(
  opened: Opened,
  current: OutcomeAccount,
  changed: readonly ChangedInvite[],
): Promise<readonly DatedInvite[]> {
  const zones = new Map([[current.at, current.zone]]);
  for (const { at } of changed) {
    if (!zones.has(at)) zones.set(at, await zoneAt(opened, current, at));
  }
  return changed.map((invite) => ({
    ...invite,
    localDate: localDate(zones.get(invite.at) ?? current.zone, invite.at),
  }));
}

function check({ zone }: Account, now: number): Entry {
  return { kind: 'checked', happenedAt: now, localDate: localDate(zone, now) };
}

function outcomeEntry(kind: ToldOutcome, invite: DatedInvite): Entry {
  const { id: inviteId, personId, at: happenedAt, localDate: date, state, stateAt, typedAs } = invite;
  const detail: EntryDetail = {
    ...(state !== 'pending' && { was: { state, at: stateAt } }),
    ...(typedAs !== undefined && { typedAs }),
  };
  const more = Object.keys(detail).length === 0 ? {} : { detail };
  return { kind, personId, inviteId, happenedAt, localDate: date, ...more };
}

function acceptance({ localDate: date, exempt }: DatedInvite): UsageChange {
  return { resource: 'connection', localDate: date, accepted: 1, acceptedExempt: exempt ? 1 : 0 };
}
