import { checkInAt, checkInDays } from '../../services/check-in-days.ts';
import { queueCheckIns } from '../../services/queue-check-ins.ts';
import { readsWithinMs } from '../parts.ts';
import type { RoundRule } from '../rounds.ts';

/** Asks everybody in a zone what came of their invites. */
export const checkInRound: RoundRule = {
  kind: 'check_in',
  at: checkInAt,
  days: checkInDays.twice,
  lateHours: 4,
  async run({ ledger, clock, log }, round) {
    const asked = await queueCheckIns(ledger, { ...round, now: clock.now(), withinMs: readsWithinMs });
    log.info({ ...round, asked }, 'check-ins queued');
  },
};
