import type { UsageChange } from '../ledger/add-usage.ts';
import type { EntryKind } from '../ledger/entry-kinds.ts';
import type { StoredInvite } from '../ledger/load-invites.ts';
import type { Tx } from '../ledger/transact.ts';
import {
  findLaterEntry,
  findLaterOutcome,
  findLaterUseOfJoin,
  type LaterEntry,
  type Undoable,
} from '../ledger/undoable.ts';
import type { InviteState } from '../limits/states.ts';

/** Of what depends on an earlier entry of its account, the kinds that do; null for all. */
const dependents: Partial<Record<EntryKind, readonly EntryKind[] | null>> = {
  counter_set: ['counter_set'],
  restricted: ['restricted', 'lifted'],
  lifted: ['restricted', 'lifted'],
  // What LinkedIn's counter says was reckoned from the type's cap.
  account_changed: ['account_changed', 'counter_set'],
  account_added: null,
};

/** What was built on an entry, so that it cannot be taken back before; undefined if nothing was. */
export async function inTheWay(
  tx: Tx,
  workspaceId: string,
  entry: Undoable,
  invite: StoredInvite | undefined,
): Promise<LaterEntry | undefined> {
  if (entry.inviteId !== null) {
    if (!invite) throw new Error('an entry that stands has lost its invite');
    const expected = entry.kind === 'sent' ? 'pending' : entry.kind;
    const untouched = invite.state === expected && invite.stateAt === entry.happenedAt;
    return untouched ? undefined : findLaterOutcome(tx, entry, workspaceId);
  }
  if (entry.kind === 'joined') {
    return findLaterUseOfJoin(tx, entry, workspaceId, [entry.personId ?? 0, entry.detail.other ?? 0]);
  }
  const kinds = dependents[entry.kind];
  if (kinds === undefined) return undefined;
  // What LinkedIn's counter said adjusts one month, and nothing in another.
  const month = entry.kind === 'counter_set' ? { month: entry.localDate.slice(0, 7) } : {};
  return findLaterEntry(tx, entry, workspaceId, { kinds, ...month });
}

/** What taking an entry back takes from the counts: what recording it added. */
export function counted(entry: Undoable, invite: StoredInvite | undefined): UsageChange[] {
  const { localDate, quantity, detail } = entry;
  const exempt = invite?.exempt ? 1 : 0;
  switch (entry.kind) {
    case 'sent': {
      const notes = detail.noteChars === undefined ? 0 : 1;
      const sent: UsageChange = { resource: 'connection', localDate, sent: 1, sentExempt: exempt, notes };
      const said = detail.exposureSaidOn;
      if (said === undefined) return [sent];
      return [sent, { resource: 'connection', localDate: said, exposureSaid: 1 }];
    }
    case 'accepted':
      return [{ resource: 'connection', localDate, accepted: 1, acceptedExempt: exempt }];
    case 'page_sent':
      return [{ resource: 'page', localDate, sent: quantity }];
    case 'counter_set':
      return [{ resource: 'connection', localDate, counter: quantity }];
    default:
      return [];
  }
}

/** What an invite is again once its outcome is taken back. */
export function stateBefore(entry: Undoable, invite: StoredInvite): { state: InviteState; at: number } {
  return entry.detail.was ?? { state: 'pending', at: invite.sentAt };
}
