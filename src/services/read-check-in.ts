import type { Ledger } from '../ledger/connect.ts';
import { countUnnamed } from '../ledger/count-unnamed.ts';
import { listPendingInvites, withKeys } from '../ledger/list-pending-people.ts';
import { read } from '../ledger/transact.ts';
import type { Call } from './call.ts';
import { checkInAges } from './check-in-days.ts';
import { currentPolicy } from './current-policy.ts';
import { type ListedInvite, listed } from './list-pending-page.ts';
import { ownSettings } from './read-teammate.ts';

/** Whom a check-in asks about. */
export type CheckIn = {
  readonly kind: 'check_in';
  readonly userId: string;
  readonly now: number;
  readonly zone: string;
  /** The newest ones first: most who accept do so within days. */
  readonly rows: readonly ListedInvite[];
  /** How many named ones there are, and how many unnamed ones. */
  readonly found: number;
  readonly unnamed: number;
  /** They are of several accounts, so each says whose it is. */
  readonly several: boolean;
};

/** Why nobody is asked now. */
export type NoCheckIn = { readonly kind: 'none'; readonly why: 'deactivated' | 'off' | 'away' | 'nothing' };

/** Lists of ten: a message holds four of them well. */
const mostAsked = 40;

/** What somebody is asked now; what they were answered or chose meanwhile counts. Writes nothing. */
export async function readCheckIn(ledger: Ledger, call: Call): Promise<CheckIn | NoCheckIn> {
  const { workspaceId, owner, userId, now, zone } = call;
  if (call.isDeactivated) return { kind: 'none', why: 'deactivated' };
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const { checkIns, awayUntil } = await ownSettings(db, call);
    if (checkIns === 'off') return { kind: 'none', why: 'off' };
    if (awayUntil !== null) return { kind: 'none', why: 'away' };
    const { sentAfter, sentUntil } = checkInAges(await currentPolicy(ledger, db, workspaceId), now);
    const [pending, unnamed] = await Promise.all([
      listPendingInvites(db, { workspaceId, owner, accountName: null, sentAfter }),
      countUnnamed(db, { workspaceId, owner, sentAfter, sentUntil }),
    ]);
    const asked = pending.filter(({ sentAt }) => sentAt <= sentUntil);
    if (asked.length + unnamed === 0) return { kind: 'none', why: 'nothing' };
    const newest = asked.slice(-mostAsked).reverse();
    return {
      kind: 'check_in',
      userId,
      now,
      zone,
      rows: (await withKeys(db, workspaceId, newest)).flatMap(listed),
      found: asked.length,
      unnamed,
      several: new Set(asked.map(({ accountName }) => accountName)).size > 1,
    };
  });
}
