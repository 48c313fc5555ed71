import { queuePauseNews } from '../../services/pauses.ts';
import { readsWithinMs } from '../parts.ts';
import type { RoundRule } from '../rounds.ts';

/** When LinkedIn's block of an account has ended: its owner is told. Blocks end at local midnights, and nobody is woken. */
export const morning: RoundRule = {
  kind: 'morning',
  at: '08:00',
  lateHours: 12,
  run: ({ ledger, clock }, { workspaceId, zone }) =>
    queuePauseNews(ledger, 'pause_ended', { workspaceId, zone, now: clock.now(), withinMs: readsWithinMs }),
};
