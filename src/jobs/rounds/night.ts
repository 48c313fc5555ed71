import { InternalError } from '../../errors.ts';
import { eraseOldPeople } from '../../services/erase-old-people.ts';
import { expireInvites } from '../../services/expire-invites.ts';
import { purge } from '../../services/purge.ts';
import type { JobParts } from '../parts.ts';
import type { Round, RoundRule } from '../rounds.ts';

const batchWithinMs = 30_000;

/** What nobody waits for: old invites expire, old rows go, and old people are erased. */
export const night: RoundRule = {
  kind: 'night',
  at: '03:00',
  lateHours: 20,
  run: workAtNight,
};

async function workAtNight(parts: JobParts, { workspaceId, zone, localDate }: Round): Promise<void> {
  const { ledger, clock, log, stopping } = parts;
  const about = { workspaceId, zone, now: clock.now(), deadlineMs: batchWithinMs, stopping };
  const startedAt = performance.now();
  const expired = await expireInvites(ledger, about);
  const purged = await purge(ledger, about);
  const erased = await eraseOldPeople(ledger, about);
  const counts = { expired, ...purged, erased, ms: Math.round(performance.now() - startedAt) };
  log.info({ workspaceId, zone, localDate, ...counts }, 'the nightly work is done');
  // What is left is done by the next bot that takes the job up.
  if (stopping.aborted)
    throw new InternalError('night_cut_short', 'The bot stops in the middle of the night.');
}
