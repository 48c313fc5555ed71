import { type Meter, readMeter } from './meters.ts';
import { accountTypes, type Limit } from './policy.ts';
import type { CapReached, Question, ShareReached } from './reason.ts';
import { applySend } from './snapshot.ts';
import { fitsAgainAt } from './usage.ts';
import { hoursToMs } from './windows.ts';

/** How much a request adds to what a limit counts. Sending never moves what counts acceptances. */
export function addedBy({ request }: Question, limit: Limit): number {
  return limit.basis === 'sent' ? request.quantity : 0;
}

/** The block of a limit that has no room: a `sent` limit needs it for the whole request, an `accepted` one for one more. */
export function capBlock(question: Question, meter: Meter): CapReached | null {
  const { snapshot, request } = question;
  const { limit, used, cap } = meter;
  const needed = limit.basis === 'sent' ? request.quantity : 1;
  if (limit.effect === 'warn' || used + needed <= cap) return null;
  return capReached('block', question, meter, fitsAgainAt(limit, snapshot, request.at, needed));
}

/** The worst that a meter, the request included, says of it. A `block` limit filled to the brim is still a warning. */
export function capWarning(question: Question, after: Meter): CapReached | ShareReached | null {
  const { snapshot, request } = question;
  const meter = openMeter(question, after);
  if (meter === null || meter.level === 'ok') return null;
  if (meter.level !== 'reached') return { code: meter.level, verdict: 'warn', meter };
  if (meter.limit.effect === 'block') return { code: 'critical', verdict: 'warn', meter };
  const latest = Math.max(request.at, question.now);
  return capReached(
    'warn',
    question,
    meter,
    fitsAgainAt(meter.limit, applySend(snapshot, request), latest, 1),
  );
}

/**
 * The meter a warning looks at, null when its window is closed. A rolling window has no end of its own: it is open while
 * the request still counts in the one that ends now, and that is then the one to look at.
 */
function openMeter(question: Question, after: Meter): Meter | null {
  const { policy, snapshot, request, now } = question;
  const { limit, resetsAt } = after;
  if (resetsAt !== null) return resetsAt > now ? after : null;
  if (limit.window.kind === 'calendar' || request.at >= now) return after;
  if (request.at <= now - hoursToMs(limit.window.hours)) return null;
  return readMeter(policy, limit, snapshot, now, addedBy(question, limit));
}

function capReached(
  verdict: CapReached['verdict'],
  { snapshot }: Question,
  meter: Meter,
  allowedAgainAt: number | null,
): CapReached {
  const { cap } = meter.limit;
  const type = accountTypes
    .slice(accountTypes.indexOf(snapshot.account.type) + 1)
    .find((larger) => cap[larger] > meter.cap);
  const next = type === undefined ? null : { type, cap: cap[type] };
  return { code: 'cap_reached', verdict, meter, allowedAgainAt, next };
}
