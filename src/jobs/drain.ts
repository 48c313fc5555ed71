import { DatabaseUnavailableError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { QueuedDelivery } from '../ledger/deliveries.ts';
import { localDate } from '../limits/windows.ts';
import type { Message, ToSay } from '../services/messages.ts';
import {
  buryToSay,
  drainLater,
  drainUnlessLater,
  nextToSay,
  settleSaid,
  settleToSay,
  stopAndBury,
} from '../services/outbox.ts';
import type { Place } from '../slack/deliver.ts';
import { pause } from '../slack/pause.ts';
import { attempt, messageOf, notBuilt } from './attempt.ts';
import type { JobParts } from './parts.ts';

/** Another bot speaks in the channel: in case it is killed, look again. */
const lookAgainMs = 1_000;
const firstRetryMs = 1_000;
const mostRetryMs = 5 * 60_000;
/** What Slack did not take for so long is not worth saying any more. */
const giveUpAfterMs = 24 * 60 * 60_000;
/** A message that cannot be built is tried as often: it may be the database, or a mistake of ours. */
const mostBuildAttempts = 5;
/** A longer wait for Slack is spent without the channel's lock and a place among the jobs. */
const mostWaitMs = 2_000;
const lockWithinMs = 5_000;

/**
 * Says what is queued for a channel, in order, one a second; what Slack refuses for good is written down and passed over.
 * What is marked `sent` is never said again. The one case of a possible repeat: the process died, or Slack's answer was
 * lost, after Slack had taken a message and before the mark was written. Nothing that Slack offers would tell.
 *
 * A database that ends takes the locks with it, but whoever spoke then is written down, and has time to write the mark.
 */
export async function drain(parts: JobParts, place: Place): Promise<void> {
  const { ledger, locks, run, stopping, paceMs, takeOverAfterMs } = parts;
  const lock = await locks.take(place, { withinMs: lockWithinMs });
  if (!lock) return drainUnlessLater(ledger, place, lookAgainMs);
  let leftToOthers: number | undefined;
  try {
    for (;;) {
      const next = await nextToSay(ledger, place);
      if (!next) return;
      if (stopping.aborted || lock.isLost()) return await drainLater(ledger, place, lookAgainMs);
      // Slack is not asked, and nobody is told again: it stands in the settings. What somebody asked for is tried.
      if (next.stoppedFor !== null && askerOf(messageOf(next)) === undefined) {
        await bury(parts, place, next, { reason: next.stoppedFor });
        continue;
      }
      const { attemptedBy, id } = next;
      if (attemptedBy !== null && attemptedBy !== run && leftToOthers !== id) {
        leftToOthers = id;
        await pause(takeOverAfterMs, stopping);
        continue;
      }
      const retryMs = await say(parts, place, next);
      if (retryMs !== undefined) return await drainLater(ledger, place, retryMs);
      // Also after the last one: who is next in this channel finds the lock taken, whichever bot they are on.
      await pause(paceMs, stopping);
    }
  } finally {
    await lock.release();
  }
}

/** Says one message; gives after how long to try again if that did not go well. */
async function say(parts: JobParts, place: Place, next: QueuedDelivery): Promise<number | undefined> {
  const { log, clock, metrics, stopping, run } = parts;
  const delivered = await attempt(parts, place, next);
  const attempted = { ...next, ...(delivered.begun && { attemptedBy: run }) };
  const its = itsRow(place, attempted);
  const about = { workspaceId: place.workspaceId, delivery: next.id, kind: next.kind };
  switch (delivered.kind) {
    case 'taken':
      return undefined;
    case 'wait':
      metrics.delivered(next.kind, 'waited');
      log.info({ ...about, waitMs: delivered.forMs }, 'Slack asks to wait before the next message');
      if (delivered.forMs > mostWaitMs) {
        const { reason, attempts } = next;
        const queued = { state: 'queued', reason, attempts } as const;
        await persist(parts, about, (ledger) => settleToSay(ledger, its, queued));
        return delivered.forMs;
      }
      await pause(delivered.forMs, stopping);
      return undefined;
    case 'sent': {
      const sent = { state: 'sent', ts: delivered.id, settledAt: clock.now() } as const;
      const attempts = next.attempts + 1;
      await persist(parts, about, (ledger) =>
        settleSaid(ledger, { ...its, ...place }, { ...sent, attempts }),
      );
      metrics.delivered(next.kind, 'sent');
      return undefined;
    }
    case 'nothing': {
      log.info({ ...about, reason: delivered.reason }, 'a message had nothing to say any more');
      const skipped = { state: 'skipped', reason: delivered.reason, settledAt: clock.now() } as const;
      const attempts = next.attempts + 1;
      await persist(parts, about, (ledger) => settleToSay(ledger, its, { ...skipped, attempts }));
      metrics.delivered(next.kind, 'skipped');
      return undefined;
    }
    case 'failed': {
      const { reason } = delivered;
      // What Slack did not take says nothing about whether it can be built.
      const isSame = (reason === notBuilt) === (next.reason === notBuilt);
      const attempts = isSame ? next.attempts + 1 : 1;
      const isHopeless = reason === notBuilt && attempts >= mostBuildAttempts;
      if (isHopeless || clock.now() - next.queuedAt > giveUpAfterMs)
        return bury(parts, place, attempted, { reason });
      const retryMs =
        Math.min(mostRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 20)) * (0.5 + Math.random() / 2);
      log.warn({ ...about, reason, retryMs }, 'a message was not taken: it is tried again');
      metrics.delivered(next.kind, 'retried');
      const queued = { state: 'queued', reason, attempts } as const;
      await persist(parts, about, (ledger) => settleToSay(ledger, its, queued));
      return retryMs;
    }
    case 'refused':
      return bury(parts, place, attempted, delivered);
  }
}

/** Gives a message up; who asked for it is told, and where its channel takes no other either, who sees to that. */
async function bury(
  parts: JobParts,
  place: Place,
  next: QueuedDelivery,
  { reason, stops = false }: { readonly reason: string; readonly stops?: boolean },
): Promise<undefined> {
  const { log, clock, metrics } = parts;
  const about = { workspaceId: place.workspaceId, delivery: next.id, kind: next.kind };
  log.warn({ ...about, reason }, 'a message cannot be said');
  const now = clock.now();
  const dead = { state: 'dead', reason, settledAt: now, attempts: next.attempts + 1 } as const;
  const news = newsOf(messageOf(next), { channel: place.channel, reason, now });
  await persist(parts, about, (ledger) =>
    stops && /^[CG]/.test(place.channel)
      ? stopAndBury(ledger, { ...itsRow(place, next), ...place, kind: next.kind }, dead, news)
      : buryToSay(ledger, itsRow(place, next), dead, news),
  );
  metrics.delivered(next.kind, 'dead');
}

/** Who asked for a message; undefined for one that the bot says by itself. */
function askerOf(message: Message): string | undefined {
  return 'by' in message ? message.by : undefined;
}

/** Once a day about a channel and a reason, to who asked; not about this news itself. */
function newsOf(
  message: Message,
  { channel, reason, now }: { readonly channel: string; readonly reason: string; readonly now: number },
): ToSay[] {
  const { kind } = message;
  const by = askerOf(message);
  if (kind === 'undelivered' || by === undefined) return [];
  const onceKey = `undelivered:${by}:${channel}:${reason}:${localDate('UTC', now)}`;
  return [{ channel: by, onceKey, message: { kind: 'undelivered', by, what: kind, channel, reason } }];
}

/** A message that was said must not be said again: so what became of it is written until the database answers. */
async function persist(
  { ledger, closing, log }: JobParts,
  about: object,
  write: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      return await write(ledger);
    } catch (err) {
      if (!(err instanceof DatabaseUnavailableError) || closing.aborted) throw err;
      log.warn({ ...about, err }, 'what became of a message is not written down yet');
      await pause(waitMs, closing);
    }
  }
}

function itsRow({ workspaceId }: Place, { id, attemptedBy }: QueuedDelivery) {
  return { workspaceId, id, attemptedBy };
}
