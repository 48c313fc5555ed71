import { banRisk } from './ban-risk.ts';
import { type Meter, readMeter } from './meters.ts';
import { accountTypes } from './policy.ts';
import type { CapReached, Question, ShareReached } from './reason.ts';
import { atPresent } from './snapshot.ts';
import { fitsAgainAt, staysOut } from './usage.ts';
import { hoursToMs } from './windows.ts';

/** The block of a limit that has no room: a `sent` limit needs it for the whole request, an `accepted` one for one more. */
export function capBlock(question: Question, meter: Meter): CapReached | null {
  const { policy, snapshot, request } = question;
  const { limit, used, cap } = meter;
  if (staysOut(policy, request)) return null;
  const needed = limit.basis === 'sent' ? request.quantity : 1;
  if (limit.effect === 'warn' || used + needed <= cap) return null;
  return {
    code: 'cap_reached',
    verdict: 'block',
    meter,
    allowedAgainAt: fitsAgainAt(policy, limit, snapshot, request.at, needed),
    next: nextType(question, meter),
    banRisk: banRisk(snapshot, request.at, request.quantity),
  };
}

/** The worst that a meter, the request included, says of it. A `block` limit filled to the brim is still a warning. */
export function capWarning(question: Question, after: Meter): CapReached | ShareReached | null {
  if (staysOut(question.policy, question.request)) return null;
  const meter = openMeter(question, after);
  if (meter === null || meter.level === 'ok') return null;
  if (meter.level !== 'reached') return { code: meter.level, verdict: 'warn', meter };
  if (meter.limit.effect === 'block') return { code: 'critical', verdict: 'warn', meter };
  return {
    code: 'cap_reached',
    verdict: 'warn',
    meter,
    allowedAgainAt: meter.roomAgainAt,
    next: nextType(question, meter),
    banRisk: null,
  };
}

/**
 * The meter a warning looks at, null when its window is closed. A rolling window has no end of its own: it is open while
 * the request still counts in the one that ends now, and that is then the one to look at.
 */
function openMeter({ policy, snapshot, request, now }: Question, after: Meter): Meter | null {
  const { limit, resetsAt } = after;
  if (resetsAt !== null) return resetsAt > now ? after : null;
  if (limit.window.kind === 'calendar' || request.at >= now) return after;
  if (request.at <= now - hoursToMs(limit.window.hours)) return null;
  return readMeter(policy, limit, atPresent(snapshot), now, request);
}

/** The next one up from the type of now, whatever it was then, that allows more than both. */
function nextType({ snapshot }: Question, meter: Meter): CapReached['next'] {
  const { cap } = meter.limit;
  const { type: present } = snapshot.present;
  const least = Math.max(meter.cap, cap[present]);
  const type = accountTypes.slice(accountTypes.indexOf(present) + 1).find((larger) => cap[larger] > least);
  return type === undefined ? null : { type, cap: cap[type] };
}
