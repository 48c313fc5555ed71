import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { type Decision, decide, type Request } from '../../src/limits/decide.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { emptySnapshot, type Snapshot } from '../../src/limits/snapshot.ts';
import { accepted, now } from './asking.ts';
import { dayMs, inviteAt, onlyLimit, pageAt, sameCap, snapshotOf, utc } from './history.ts';

const ago = (days: number) => now - days * dayMs;
/** Ten acceptances a month are all there is, counted without warnings of their own. */
const ten = parsePolicy({
  ...onlyLimit(articlePolicy, 'connection-month', { cap: sameCap(10) }),
  shares: { nearing: 99, critical: 100, source: 'workspace' },
});
const exempting = parsePolicy({ ...ten, exceptions: { value: 'exempt', source: 'workspace' } });

const waiting = (recent: number, recentExempt = 0, total = recent): Partial<Snapshot> => ({
  pending: { total, recent, recentExempt },
});

function decided(
  counted: number,
  rest: Partial<Snapshot>,
  request: Request = inviteAt(now),
  policy: Policy = ten,
): Decision {
  return decide(policy, { ...snapshotOf('UTC', accepted(counted)), ...rest }, request, now);
}
const exposed = (decision: Decision) => decision.reasons.filter(({ code }) => code === 'exposure');

describe("exposure: the month's accepted + pending of the last 30 days reach the cap", () => {
  it.each<[counted: number, pending: number, request: Request, reached: number | null]>([
    [4, 4, inviteAt(now), null],
    [4, 5, inviteAt(now), 6],
    [9, 0, inviteAt(now), 1],
    [10, 3, inviteAt(now), 4],
    [10, 0, inviteAt(ago(30)), null], // nothing is exposed
    [0, 0, inviteAt(now, 9), null],
    [0, 0, inviteAt(now, 10), 10],
    [4, 5, inviteAt(ago(30) + 1), 6],
    [4, 5, inviteAt(ago(30)), null],
    [4, 6, inviteAt(ago(30)), 6],
    [4, 9, pageAt(now), null],
  ])('%d accepted, %d pending, and then', (counted, pending, request, reached) => {
    expect(exposed(decided(counted, waiting(pending), request))).toMatchObject(
      reached === null ? [] : [{ verdict: 'warn', pending: reached, month: { used: counted, cap: 10 } }],
    );
  });

  it('is said once a window', () => {
    expect(exposed(decided(4, { ...waiting(9), exposureSaid: true }))).toEqual([]);
  });

  it('is of the present month, also for a past-dated send', () => {
    const snapshot = { ...snapshotOf('UTC', accepted(9, utc('2026-10-20T12:00'))), ...waiting(5) };
    expect(exposed(decide(ten, snapshot, inviteAt(utc('2026-10-21T12:00')), now))).toEqual([]);
    const present = { ...snapshotOf('UTC', accepted(9)), ...waiting(5) };
    expect(exposed(decide(ten, present, inviteAt(utc('2026-10-21T12:00')), now))).toHaveLength(1);
  });

  it('leaves out what stays out of the meters', () => {
    const marked = { ...inviteAt(now), exempt: true };
    expect(exposed(decided(4, waiting(5), marked))).toMatchObject([{ pending: 6 }]);
    expect(exposed(decided(4, waiting(5), marked, exempting))).toEqual([]);
    expect(exposed(decided(4, waiting(6, 1), inviteAt(now), exempting))).toMatchObject([{ pending: 6 }]);
    expect(exposed(decided(4, waiting(6, 2), inviteAt(now), exempting))).toEqual([]);
  });

  it('asks a policy without such a limit nothing', () => {
    expect(exposed(decided(0, waiting(9_999), inviteAt(now), observedPolicy))).toEqual([]);
  });
});

describe('pending_soft: the pending count, with the request', () => {
  const total = (count: number) => waiting(0, 0, count);

  it.each<[before: number, request: Request, pending: number | null]>([
    [398, inviteAt(now), null],
    [399, inviteAt(now), 400],
    [450, inviteAt(now), 451],
    [390, inviteAt(now, 10), 400],
    [399, inviteAt(ago(179)), 400],
    [399, inviteAt(ago(180)), null], // it has expired by now
    [400, inviteAt(ago(180)), 400],
    [999, pageAt(now), null],
  ])('%d pending, and then', (before, request, pending) => {
    const { reasons } = decide(
      articlePolicy,
      { ...emptySnapshot({ type: 'free', zone: 'UTC' }), ...total(before) },
      request,
      now,
    );
    expect(reasons).toEqual(
      pending === null ? [] : [{ code: 'pending_soft', verdict: 'warn', pending, soft: 400 }],
    );
  });
});
