import { monthLimit } from './counter.ts';
import { readMeter } from './meters.ts';
import type { Exposure, Question } from './reason.ts';
import { atPresent, pendingAfter } from './snapshot.ts';

/** If everybody accepts who was invited in the last 30 days, the month's limit is reached. Said once a month, of the present one. */
export function exposure({ policy, snapshot, request, now }: Question): Exposure | null {
  const limit = monthLimit(policy);
  if (limit === undefined || request.resource !== 'connection' || snapshot.exposureSaid) return null;
  const { recent, recentExempt } = pendingAfter(policy, snapshot, request, now);
  const pending = recent - (policy.exceptions.value === 'exempt' ? recentExempt : 0);
  if (pending === 0) return null;
  const month = readMeter(policy, limit, atPresent(snapshot), now);
  return month.used + pending < month.cap ? null : { code: 'exposure', verdict: 'warn', month, pending };
}
