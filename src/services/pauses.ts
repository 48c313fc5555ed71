import type { Ledger } from '../ledger/connect.ts';
import { findRestricted, listRestrictedIn, type RestrictedAccount } from '../ledger/list-restrictions.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { read, transact } from '../ledger/transact.ts';
import { hoursToMs } from '../limits/windows.ts';
import type { PauseTold } from './answers.ts';
import type { PauseNews, ToSay } from './messages.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';
import type { Settings } from './settings.ts';
import { channelOf } from './warn.ts';

/** Who hears that an account is blocked: the channel of the owner's team, without the name, and who manages the owner. */
export function pauseTold(settings: Settings, team: number | null, owner: string): PauseTold {
  const { managers, setUpBy, warnChannelFrom } = settings.workspace.document;
  const channel = channelOf(settings, team);
  const ofTeam = settings.teams.find((one) => one.team === team)?.document.managers ?? [];
  const ofWorkspace = managers.length > 0 || setUpBy === null ? managers : [setUpBy];
  const others = [ofTeam, ofWorkspace].map((ids) => ids.filter((id) => id !== owner));
  return {
    channel,
    announced: channel !== null && warnChannelFrom !== 'never',
    managers: others.find((ids) => ids.length > 0) ?? [],
  };
}

/** Whether what is told of an account's block is still so. */
export async function isPauseAsTold(
  ledger: Ledger,
  { kind, owner, accountName: name, until }: PauseNews,
  about: { readonly workspaceId: string; readonly now: number; readonly withinMs: number },
): Promise<boolean> {
  const { workspaceId, now, withinMs } = about;
  const account = await read(ledger, { deadlineMs: withinMs }, (db) =>
    findRestricted(db, { workspaceId, owner, name }),
  );
  if (!account) return false;
  const holding = restrictionAt(restrictionsFrom(account.restrictions), now);
  if (kind !== 'pause_ended') return holding !== undefined && holding.endsAt === until;
  return holding === undefined && until !== null && endedBetween(account, now - staleAfterMs, now) === until;
}

/** What is later than this is no news: rounds that were missed a whole day are made up for, no more. */
const staleAfterMs = hoursToMs(36);
const aheadMs = hoursToMs(24);

/** Queues the news of blocks in a zone: of those that end within a day, or of those that ended. Harmless to do again. */
export async function queuePauseNews(
  ledger: Ledger,
  kind: 'pause_ending' | 'pause_ended',
  round: {
    readonly workspaceId: string;
    readonly zone: string;
    readonly now: number;
    readonly withinMs: number;
  },
): Promise<void> {
  const { workspaceId, zone, now, withinMs } = round;
  const [after, upTo] = kind === 'pause_ending' ? [now, now + aheadMs] : [now - staleAfterMs, now];
  await transact(ledger, { deadlineMs: withinMs }, async (tx) => {
    const accounts = await listRestrictedIn(tx, { workspaceId, zone });
    const toSay = accounts.flatMap((account): ToSay[] => {
      const until = endedBetween(account, after, upTo);
      if (until === undefined || !account.byMessage) return [];
      const { accountId, owner, name: accountName } = account;
      return [
        {
          channel: owner,
          message: { kind, owner, accountName, zone, until },
          onceKey: `${kind}:${accountId}:${until}`,
        },
      ];
    });
    await queueDeliveries(tx, { workspaceId, now }, toSay);
  });
}

/** When a block comes or came to its end by itself, after one instant and up to another; who lifted one knows it. */
function endedBetween({ restrictions }: RestrictedAccount, after: number, upTo: number): number | undefined {
  const lifted = restrictions.flatMap(({ kind, at }) => (kind === 'lifted' ? [at] : []));
  const ends = restrictionsFrom(restrictions).flatMap(({ endsAt }) => endsAt ?? []);
  return ends.findLast((end) => end > after && end <= upTo && !lifted.includes(end));
}
