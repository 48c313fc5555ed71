import { claimHome, type HomeClaim, isLatestClaim } from '../ledger/claim-home.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listOpenedHomes, queueHomeLater, queueHomesOf } from '../ledger/queue-homes.ts';
import { read, transact } from '../ledger/transact.ts';
import { loadSettings } from './settings.ts';

type Whose = { readonly workspaceId: string; readonly userId: string };

const deadline = { deadlineMs: 10_000 };
/** Slack bears about a hundred a minute. */
const mostAMinute = 80;

/** Claims the publishing of a Home, by the database's clock: it stays below 80 a minute in a workspace. */
export async function claimPublishing(ledger: Ledger, whose: Whose): Promise<HomeClaim> {
  return transact(ledger, deadline, (tx) => claimHome(tx, whose, mostAMinute));
}

/** Whether a Home that was published under a claim is not older than one published meanwhile. */
export async function isStillLatest(ledger: Ledger, whose: Whose, version: number): Promise<boolean> {
  return read(ledger, deadline, (db) => isLatestClaim(db, whose, version));
}

/** Publishes a Home after `afterMs`, or earlier if it is queued for then. */
export async function publishLater(ledger: Ledger, whose: Whose, afterMs: number): Promise<void> {
  await transact(ledger, deadline, (tx) => queueHomeLater(tx, whose, afterMs));
}

/** Of a workspace where nobody is named manager: how many Homes are as new as a manager's. */
const mostFollowing = 50;

/**
 * Queues the Homes of those who manage the workspace or a team, each at most once a minute. While no managers are named
 * the admins manage, and only Slack knows who they are: then those of who looked last.
 */
export async function refreshHomes(ledger: Ledger, workspaceId: string): Promise<void> {
  const userIds = await read(ledger, deadline, async (db) => {
    const { workspace, teams } = await loadSettings(db, workspaceId);
    const managers = [workspace, ...teams].flatMap(({ document }) => document.managers);
    if (workspace.document.managers.length > 0) return managers;
    return [...managers, ...(await listOpenedHomes(db, workspaceId, mostFollowing))];
  });
  await transact(ledger, deadline, (tx) => queueHomesOf(tx, { workspaceId, userIds: [...new Set(userIds)] }));
}
