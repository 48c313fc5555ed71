import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { readMeters } from '../../src/limits/meters.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import { accepted, now, sent } from './asking.ts';
import {
  dayMs,
  type Event,
  hourMs,
  inviteAt,
  inviteTo,
  onlyLimit,
  snapshotOf,
  strictPolicy,
} from './history.ts';

const exempt = { value: 'exempt', source: 'workspace' };
const exempting = parsePolicy({ ...articlePolicy, exceptions: exempt });
const marked = (events: readonly Event[]) => events.map((event) => ({ ...event, exempt: true }));
const past = [
  ...accepted(10),
  ...marked(accepted(3)),
  ...sent(20, now - dayMs),
  ...marked(sent(7, now - dayMs)),
];

describe('exceptions', () => {
  it.each([
    ['count by default', articlePolicy, [13, 13, 0, 27]],
    ['stay out of the meters where they are exempt', exempting, [10, 10, 0, 20]],
  ])('%s, before and after a change of the policy', (_what, policy, used) => {
    expect(readMeters(policy, snapshotOf('UTC', past), now).map((meter) => meter.used)).toEqual(used);
  });

  it('stay out of what is counted as sent by the calendar, too', () => {
    const policy = parsePolicy({ ...onlyLimit(strictPolicy, 'day'), exceptions: exempt });
    const today = [...sent(2, now), ...marked(sent(5, now))];
    expect(readMeters(policy, snapshotOf('UTC', today), now)[0]).toMatchObject({ used: 2, remaining: 2 });
  });

  it.each([
    ['counts by default', articlePolicy, 'warn', 100],
    ['moves no meter where it is exempt', exempting, 'allow', 99],
  ])('a marked request %s', (_what, policy, verdict, guide) => {
    const request: Request = { ...inviteAt(now), exempt: true };
    const decision = decide(policy, snapshotOf('UTC', sent(99, now - dayMs)), request, now);
    expect(decision.verdict).toBe(verdict);
    expect(decision.meters.at(-1)?.used).toBe(guide);
    expect(decide(policy, snapshotOf('UTC', sent(99, now - dayMs)), inviteAt(now), now).verdict).toBe('warn');
  });

  it('a marked request is stopped by no cap it stays out of, but by everything else', () => {
    const full = snapshotOf('UTC', accepted(300));
    expect(decide(articlePolicy, full, { ...inviteAt(now), exempt: true }, now).verdict).toBe('block');
    expect(decide(exempting, full, { ...inviteAt(now), exempt: true }, now).verdict).toBe('allow');
    const request = { ...inviteTo(now, { doNotContactSince: 0 }), exempt: true };
    expect(decide(exempting, full, request, now).reasons.map(({ code }) => code)).toEqual(['do_not_contact']);
  });

  it('make no room when they leave a rolling window they are not in', () => {
    const policy = parsePolicy({ ...onlyLimit(strictPolicy, 'rolling'), exceptions: exempt });
    const events = [...marked(sent(2, now - 47 * hourMs)), ...sent(5, now - 10 * hourMs)];
    const decision = decide(policy, snapshotOf('UTC', events), inviteAt(now), now);
    expect(decision.reasons[0]).toMatchObject({ meter: { used: 5 }, allowedAgainAt: now + 38 * hourMs });
    expect(decision.meters[0]).toMatchObject({ roomAgainAt: now + 38 * hourMs });
  });
});
