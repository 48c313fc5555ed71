import type { Invite } from '../ledger/load-invites-to.ts';
import { loadUnnamed } from '../ledger/load-unnamed.ts';
import { chooseUnnamed, type OutcomeTime } from '../limits/outcomes.ts';
import { calendarWindow, daysToMs } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';
import type { UnnamedOutcome } from './answers.ts';
import type { ChangedInvite, OutcomeAccount } from './write-outcomes.ts';

/** The newest `quantity` unnamed invites that were pending at the time, over all the accounts: all of them or none. */
export async function outcomesOfUnnamed(
  { tx, call, policy }: Opened,
  accounts: readonly OutcomeAccount[],
  quantity: number,
  time: OutcomeTime & { readonly isNow: boolean },
): Promise<{ readonly items: readonly UnnamedOutcome[]; readonly changed: readonly ChangedInvite[] }> {
  const { at, dateOnly, zone, isNow } = time;
  const unnamed = await loadUnnamed(tx, {
    workspaceId: call.workspaceId,
    accountIds: accounts.map(({ account }) => account.id),
    sentBefore: isNow ? null : dateOnly ? calendarWindow(zone, 'day', at).end : at + 1,
    sentAfter: at - daysToMs(policy.expireDays.value),
    expiredAfter: at < call.now ? at : null,
    most: quantity,
  });
  const choice = chooseUnnamed(policy, unnamed, quantity, {
    ...time,
    at: isNow ? afterSending(at, unnamed) : at,
  });
  if (choice.kind === 'too_few') {
    const { pending } = choice;
    return {
      items: [{ person: null, recorded: false, quantity, pending, at: isNow ? null : at }],
      changed: [],
    };
  }
  const changed = choice.invites.map(({ invite, at: happenedAt }) => ({ ...invite, at: happenedAt }));
  const items = accounts.flatMap(({ account }): UnnamedOutcome[] => {
    const [newest, ...others] = changed.filter(({ accountId }) => accountId === account.id);
    if (!newest) return [];
    const { at: happenedAt } = newest;
    return [
      {
        person: null,
        recorded: true,
        quantity: 1 + others.length,
        accountName: account.name,
        at: happenedAt,
      },
    ];
  });
  return { items, changed };
}

/** "Now" is never before the send, whatever the clocks of two machines say. */
export function afterSending(now: number, invites: readonly Pick<Invite, 'sentAt'>[]): number {
  return Math.max(now, ...invites.map(({ sentAt }) => sentAt));
}
