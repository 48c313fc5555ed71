import { queuePauseNews } from '../../services/pauses.ts';
import { readsWithinMs } from '../parts.ts';
import type { RoundRule } from '../rounds.ts';

/** The evening before LinkedIn's block of an account ends: its owner is told. */
export const evening: RoundRule = {
  kind: 'evening',
  at: '18:00',
  lateHours: 5,
  run: ({ ledger, clock }, { workspaceId, zone }) =>
    queuePauseNews(ledger, 'pause_ending', { workspaceId, zone, now: clock.now(), withinMs: readsWithinMs }),
};
