import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { emptyDay, emptySnapshot, type Snapshot } from '../../src/limits/snapshot.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const hourMs = 3_600_000;
/** An account with this many sends in the last 7 days. */
const snapshotWith = (sends: number): Snapshot => ({
  ...emptySnapshot({ type: 'free', zone: 'Europe/Berlin' }),
  days: {
    connection: Array.from({ length: 24 }, (_, index) => ({
      ...emptyDay(`2026-11-${String(index + 1).padStart(2, '0')}`),
      sent: 12,
      accepted: 4,
    })),
    page: [],
  },
  sends: {
    connection: Array.from({ length: sends }, (_, index) => now - (160 - (160 / sends) * index) * hourMs),
    page: [],
  },
  pending: { total: 60, recent: 50, recentExempt: 0 },
});
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
const rounds = 4;

/** Decisions a second on one core under the article's policy, about a person invited before; the best of some rounds. */
export function benchDecide(): void {
  const [few, many] = [80, 8_000].map((sends) => ({ sends, rate: rateOf(snapshotWith(sends)) }));
  console.table(
    [few, many].flatMap((one) =>
      one ? [{ 'sends in 7 days': one.sends, 'decisions/s': Math.round(one.rate) }] : [],
    ),
  );
}

function rateOf(snapshot: Snapshot): number {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    let decisions = 0;
    while (performance.now() - start < seconds * 1_000) {
      for (let step = 0; step < 1_000; step += 1) decide(articlePolicy, snapshot, request, now + step);
      decisions += 1_000;
    }
    best = Math.max(best, (decisions / (performance.now() - start)) * 1_000);
  }
  return best;
}
