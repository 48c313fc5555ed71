import { addUsage } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { ensurePage } from '../ledger/ensure-page.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import { decideBatch } from '../limits/batch.ts';
import type { Request } from '../limits/decide.ts';
import { atPresent } from '../limits/snapshot.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';
import type { PageAnswer } from './answers.ts';
import { openAccount } from './open-account.ts';
import { positionOf, snapshotOf, standingOf } from './position.ts';
import { sayReason } from './said.ts';
import { warn } from './warn.ts';

/** PageInvites that were sent at one instant for one company page, or for none that was named. */
export type PagesToSend = {
  readonly quantity: number;
  readonly page: string | null;
  /** Milliseconds; not later than now. */
  readonly sentAt: number;
  /** Record what a rule forbids as well: they have been sent on LinkedIn. The entry lists what was overridden. */
  readonly override: boolean;
};

/** Decides and records PageInvites as one entry, whole or not at all (limits.md, "decide"). A refusal is an answer. */
export async function sendPages(
  opened: Opened,
  sending: PagesToSend,
): Promise<Pick<PageAnswer, 'items' | 'standing'> & { readonly writes: readonly Promise<unknown>[] }> {
  const { tx, call, policy } = opened;
  const { quantity, page, sentAt, override } = sending;
  const { now, workspaceId } = call;
  const { account, before, frame, facts } = await openAccount(opened);
  const then = sentAt < now ? await findAccountAt(tx, before, sentAt) : account;
  const position = await positionOf(tx, call, policy, { at: sentAt, zoneThen: then.zone });

  const request: Request = {
    resource: 'page',
    quantity,
    at: sentAt,
    exempt: false,
    note: null,
    person: null,
  };
  const snapshot = snapshotOf(position, then, account, now);
  const batch = decideBatch(policy, snapshot, [request], now, { override });
  const [decided] = batch.items;
  if (!decided) throw new Error('one request was to be decided');

  const { reasons } = decided.decision;
  const overrode = reasons.filter(({ verdict }) => verdict === 'block').map(({ code }) => code);
  const sent: Entry[] = [];
  if (decided.recorded) {
    const date = localDate(then.zone, sentAt);
    const pageId = page === null ? undefined : await ensurePage(tx, workspaceId, page);
    sent.push({
      kind: 'page_sent',
      quantity,
      happenedAt: sentAt,
      localDate: date,
      overCap: overrode.includes('cap_reached'),
      detail: { ...(overrode.length > 0 && { overrode }), ...(pageId !== undefined && { page: pageId }) },
    });
    tx.atCommit(addUsage(account, [{ resource: 'page', localDate: date, sent: quantity }]));
  }
  const standing = standingOf(policy, account, atPresent(batch.snapshot), now, 'page');
  return {
    items: [
      {
        person: null,
        quantity,
        pages: true,
        refused: !decided.recorded,
        reasons: reasons.map(sayReason),
      },
    ],
    standing,
    writes: [
      appendEntries(tx, frame, [...facts, ...sent]),
      ...(decided.recorded ? [warn(opened, account, standing.meters)] : []),
    ],
  };
}
