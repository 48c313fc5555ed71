import { AppError, DatabaseUnavailableError, InternalError } from '../errors.ts';
import type { DeliverySettled, QueuedDelivery } from '../ledger/deliveries.ts';
import { lockChannel } from '../ledger/lock-channel.ts';
import type { Message } from '../services/messages.ts';
import { drainLater, nextToSay, settleToSay } from '../services/outbox.ts';
import type { Delivered, Place } from '../slack/deliver.ts';
import { pause } from '../slack/pause.ts';
import { buildMessage } from './messages/list.ts';
import { callOf, type JobParts, readsWithinMs } from './parts.ts';

/** Another bot speaks in the channel: in case it is killed, look again. */
const lookAgainMs = 1_000;
const firstRetryMs = 1_000;
const mostRetryMs = 5 * 60_000;
/** What Slack did not take for so long is not worth saying any more. */
const giveUpAfterMs = 24 * 60 * 60_000;
/** A message that cannot be built is tried as often: it may be the database, or a mistake of ours. */
const mostBuildAttempts = 5;

/** Says what is queued for a channel, in order, one a second; what Slack refuses for good is written down and passed over. */
export async function drain(parts: JobParts, place: Place): Promise<void> {
  const { ledger, stopping, paceMs } = parts;
  const lock = await lockChannel(ledger, place);
  if (!lock) return drainLater(ledger, place, lookAgainMs);
  try {
    for (;;) {
      const next = await nextToSay(ledger, place);
      if (!next) return;
      if (stopping.aborted || lock.isLost()) return await drainLater(ledger, place, lookAgainMs);
      const retryMs = await say(parts, place, next);
      if (retryMs !== undefined) return await drainLater(ledger, place, retryMs);
      // Also after the last one: who is next in this channel finds the lock taken, whichever bot they are on.
      await pause(paceMs, stopping);
    }
  } finally {
    await lock.release();
  }
}

/** Says one message, or waits as long as Slack asks; gives after how long to try again if that did not go well. */
async function say(parts: JobParts, place: Place, next: QueuedDelivery): Promise<number | undefined> {
  const { log, clock, stopping } = parts;
  const delivered = await deliver(parts, place, next);
  const about = { workspaceId: place.workspaceId, delivery: next.id, kind: next.kind };
  switch (delivered.kind) {
    case 'wait':
      log.info({ ...about, waitMs: delivered.forMs }, 'Slack asks to wait before the next message');
      await pause(delivered.forMs, stopping);
      return undefined;
    case 'sent':
      await settle(parts, place, next, { state: 'sent', ts: delivered.id, settledAt: clock.now() });
      return undefined;
    case 'failed': {
      const { reason } = delivered;
      if (clock.now() - next.queuedAt > giveUpAfterMs) return bury(parts, place, next, reason);
      const retryMs =
        Math.min(mostRetryMs, firstRetryMs * 2 ** Math.min(next.attempts, 20)) * (0.5 + Math.random() / 2);
      log.warn({ ...about, reason, retryMs }, 'a message was not taken: it is tried again');
      await settle(parts, place, next, { state: 'queued', reason });
      return retryMs;
    }
    case 'refused':
      return bury(parts, place, next, delivered.reason);
  }
}

async function bury(parts: JobParts, place: Place, next: QueuedDelivery, reason: string): Promise<undefined> {
  const { workspaceId } = place;
  parts.log.warn({ workspaceId, delivery: next.id, kind: next.kind, reason }, 'a message cannot be said');
  await settle(parts, place, next, { state: 'dead', reason, settledAt: parts.clock.now() });
}

async function deliver(parts: JobParts, place: Place, next: QueuedDelivery): Promise<Delivered> {
  const about = {
    ...place,
    now: parts.clock.now(),
    withinMs: readsWithinMs,
    callOf: (userId: string) => callOf(parts, { workspaceId: place.workspaceId, userId }),
    names: () => namesOf(parts, place),
  };
  try {
    const built = await buildMessage(parts.ledger, messageOf(next), about);
    if (!built) return { kind: 'refused', reason: 'unknown_kind' };
    return await ('file' in built
      ? parts.deliver.upload(place, built.file)
      : parts.deliver.post(place, built));
  } catch (err) {
    if (err instanceof DatabaseUnavailableError) throw err;
    if (err instanceof AppError && !(err instanceof InternalError))
      return { kind: 'refused', reason: err.code };
    parts.log.error({ err, workspaceId: place.workspaceId, kind: next.kind }, 'a message could not be built');
    return { kind: next.attempts + 1 < mostBuildAttempts ? 'failed' : 'refused', reason: 'not_built' };
  }
}

/** A file without names still has the ids of members: better than no file. */
async function namesOf(
  { deliver, log }: JobParts,
  { workspaceId }: Place,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await deliver.names(workspaceId);
  } catch (err) {
    log.warn({ err, workspaceId }, 'users.list failed: a file goes without the names of members');
    return new Map();
  }
}

/** The outbox holds what services put into it, of a kind that this version or another one knows. */
function messageOf({ kind, payload }: QueuedDelivery): Message {
  return { ...(payload as object), kind } as Message;
}

/** A message that was said must not be said again: so this is tried until the database answers. */
async function settle(
  { ledger, stopping, log }: JobParts,
  { workspaceId }: Place,
  { id }: QueuedDelivery,
  settled: DeliverySettled,
): Promise<void> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      return await settleToSay(ledger, { workspaceId, id }, settled);
    } catch (err) {
      if (!(err instanceof DatabaseUnavailableError) || stopping.aborted) throw err;
      log.warn({ err, workspaceId, delivery: id }, 'what became of a message is not written down yet');
      await pause(waitMs, stopping);
    }
  }
}
