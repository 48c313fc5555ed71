import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { horizon, horizonOf, lookBack } from '../../src/limits/horizon.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { dayMs, onlyLimit, strictPolicy, utc } from './history.ts';

/** The policy without a limit of notes. */
const anyNotes = (policy: Policy): Policy => ({
  ...policy,
  notesPerMonth: {
    value: { free: null, business_plus: null, sales_navigator: null },
    source: 'workspace',
  },
});

describe('the horizon', () => {
  it('reaches from the first to the last date of the longest calendar window and back over the longest rolling one', () => {
    const at = utc('2026-11-24T15:00');
    expect(horizon(articlePolicy, 'UTC', at)).toEqual({
      firstDate: '2026-11-01',
      lastDate: '2026-11-30',
      sendsAfter: at - 7 * dayMs,
    });
  });

  it('holds a week that begins in the month before', () => {
    const at = utc('2026-12-01T15:00');
    expect(horizon(strictPolicy, 'UTC', at)).toEqual({
      firstDate: '2026-11-30',
      lastDate: '2026-12-31',
      sendsAfter: at - 2 * dayMs,
    });
  });

  it('is the local day where no limit asks for more', () => {
    const at = utc('2026-11-24T19:00');
    expect(horizon(anyNotes(onlyLimit(strictPolicy, 'day')), 'Asia/Kathmandu', at)).toEqual({
      firstDate: '2026-11-25',
      lastDate: '2026-11-25',
      sendsAfter: at,
    });
  });

  it('holds the month in which notes are counted, if they are for any account type', () => {
    const at = utc('2026-11-24T12:00');
    const month = { firstDate: '2026-11-01', lastDate: '2026-11-30' };
    expect(horizon(observedPolicy, 'UTC', at)).toEqual({ ...month, sendsAfter: at - 7 * dayMs });
    expect(horizon(anyNotes(observedPolicy), 'UTC', at)).toMatchObject({ firstDate: '2026-11-24' });
  });
});

describe('the horizon of several instants', () => {
  const past = utc('2026-09-15T12:00');
  const now = utc('2026-11-24T15:00');
  const union = { firstDate: '2026-09-01', lastDate: '2026-11-30', sendsAfter: past - 7 * dayMs };

  it('holds the horizon of each, in any order', () => {
    expect(horizonOf(articlePolicy, 'UTC', [past, now])).toEqual(union);
    expect(horizonOf(articlePolicy, 'UTC', [now, past])).toEqual(union);
    expect(horizonOf(articlePolicy, 'UTC', [now])).toEqual(horizon(articlePolicy, 'UTC', now));
  });
});

describe('looking back', () => {
  const now = utc('2026-11-24T15:00');
  const at = now - 40 * dayMs;

  it('reaches as far as the rules ask: the present ones from now, the others from the request', () => {
    expect(lookBack(observedPolicy, at, now)).toEqual({
      pendingAfter: now - 180 * dayMs,
      recentPendingAfter: now - 30 * dayMs,
      troubleAfter: at - 30 * dayMs,
      invitesAfter: at - 7 * dayMs,
      withdrawnAfter: at - 21 * dayMs,
      teammatesAfter: now - 90 * dayMs,
    });
  });
});
