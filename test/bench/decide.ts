import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { emptyDay, emptySnapshot, type Snapshot } from '../../src/limits/snapshot.ts';

/** Decisions a second on one core: the article policy, an account with 80 sends in 7 days, a person invited before. */
const now = Date.parse('2026-11-24T12:00:00Z');
const hourMs = 3_600_000;
const sends = Array.from({ length: 80 }, (_, index) => now - (160 - 2 * index) * hourMs);
const snapshot: Snapshot = {
  ...emptySnapshot({ type: 'free', zone: 'Europe/Berlin' }),
  days: {
    connection: Array.from({ length: 24 }, (_, index) => ({
      ...emptyDay(`2026-11-${String(index + 1).padStart(2, '0')}`),
      sent: 12,
      accepted: 4,
    })),
    page: [],
  },
  sends: { connection: sends, page: [] },
  pending: { total: 60, recent: 50, recentExempt: 0 },
};
const request: Request = {
  resource: 'connection',
  quantity: 1,
  at: now,
  exempt: false,
  note: { length: 120 },
  person: {
    id: 1,
    invites: [{ sentAt: now - 600 * hourMs, state: 'declined', stateAt: now - 500 * hourMs }],
    teammates: [],
    doNotContactSince: null,
  },
};

const seconds = 2;
let best = 0;
for (let round = 0; round < 4; round += 1) {
  const start = performance.now();
  let decisions = 0;
  while (performance.now() - start < seconds * 1_000) {
    for (let step = 0; step < 1_000; step += 1) decide(articlePolicy, snapshot, request, now + step);
    decisions += 1_000;
  }
  best = Math.max(best, (decisions / (performance.now() - start)) * 1_000);
}
console.log(`${Math.round(best).toLocaleString('en-US')} decisions a second`);
