import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { banRisk } from '../../src/limits/ban-risk.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { emptySnapshot, type Restriction, type Snapshot } from '../../src/limits/snapshot.ts';
import { accepted, now } from './asking.ts';
import { dayMs, hourMs, inviteAt, pageAt, snapshotOf } from './history.ts';

const account = emptySnapshot({ type: 'free', zone: 'UTC' });
const ago = (days: number) => now - days * dayMs;
const from = (startedAt: number, endsAt: number | null = null): Restriction => ({ startedAt, endsAt });

const decided = (restrictions: readonly Restriction[], request: Request = inviteAt(now)) =>
  decide(articlePolicy, { ...account, restrictions }, request, now);

describe('until it ends or is lifted, the answer to every send, PageInvites too, is "stop"', () => {
  it.each<[what: string, restrictions: Restriction[], verdict: string]>([
    ['without an end', [from(ago(400))], 'block'],
    ['from this very instant', [from(now)], 'block'],
    ['from the next', [from(now + 1)], 'allow'],
    ['until the next', [from(ago(2), now + 1)], 'block'],
    ['until this very instant', [from(ago(2), now)], 'allow'],
    ['over', [from(ago(2), ago(1))], 'allow'],
    ['over, and again', [from(ago(2), ago(1)), from(ago(1))], 'block'],
    ['again, in any order', [from(ago(1)), from(ago(2), ago(1))], 'block'],
  ])('%s', (_what, restrictions, verdict) => {
    expect(decided(restrictions).verdict).toBe(verdict);
    expect(decided(restrictions, pageAt(now)).verdict).toBe(verdict);
  });

  it('says since and until when, if known, and how many in 30 days', () => {
    const restriction = from(ago(3), now + 4 * dayMs);
    expect(decided([restriction]).reasons).toEqual([
      {
        code: 'restricted',
        verdict: 'block',
        since: ago(3),
        until: now + 4 * dayMs,
        inLast30Days: 1,
        banRisk: null,
      },
    ]);
    expect(decided([from(ago(3))]).reasons).toMatchObject([{ until: null }]);
  });

  it('names the latest of two that hold', () => {
    const reasons = [{ since: ago(1), until: null }];
    expect(decided([from(ago(9)), from(ago(1))]).reasons).toMatchObject(reasons);
    expect(decided([from(ago(1)), from(ago(9))]).reasons).toMatchObject(reasons);
  });

  it('judges a past-dated send by the restriction as it was', () => {
    const over = from(ago(5), ago(3));
    const verdict = (at: number) => decided([over], inviteAt(at)).verdict;
    expect([ago(5) - 1, ago(5), ago(3) - 1, ago(3)].map(verdict)).toEqual([
      'allow',
      'block',
      'block',
      'allow',
    ]);
  });
});

describe('a second restriction within 30 days raises a louder warning', () => {
  it.each<[what: string, earlier: number[], inLast30Days: number, loud: boolean]>([
    ['the first', [], 1, false],
    ['a second after 30 days', [ago(30)], 1, false],
    ['a second a moment earlier', [ago(30) + 1], 2, true],
    ['a third', [ago(20), ago(10)], 3, true],
    ['not one yet to come', [now + 1], 1, false],
  ])('%s', (_what, earlier, inLast30Days, loud) => {
    const restrictions = [...earlier.map((at) => from(at, at + hourMs)), from(now)];
    const risk = loud ? { restrictions: inLast30Days, overCapSends: 0 } : null;
    expect(decided(restrictions).reasons).toMatchObject([
      { code: 'restricted', inLast30Days, banRisk: risk },
    ]);
    expect(banRisk({ restrictions, overCapSends: 0 }, now)).toEqual(risk);
  });
});

describe('three sends recorded over a cap within 30 days raise a louder warning', () => {
  const full = (overCapSends: number): Snapshot => ({ ...snapshotOf('UTC', accepted(300)), overCapSends });

  it.each([
    [0, 1, null],
    [1, 1, null],
    [2, 1, { restrictions: 0, overCapSends: 3 }],
    [0, 2, null],
    [0, 3, { restrictions: 0, overCapSends: 3 }],
  ])('%d before, %d that would be recorded over it', (before, quantity, risk) => {
    const [reason] = decide(articlePolicy, full(before), inviteAt(now, quantity), now).reasons;
    expect(reason).toMatchObject({ code: 'cap_reached', verdict: 'block', banRisk: risk });
  });

  it('at the cap, a second restriction does too', () => {
    const restrictions = [from(ago(20), ago(19)), from(ago(9), ago(8))];
    const [reason] = decide(articlePolicy, { ...full(0), restrictions }, inviteAt(now), now).reasons;
    expect(reason).toMatchObject({ code: 'cap_reached', banRisk: { restrictions: 2, overCapSends: 1 } });
  });

  it('on the restriction itself, only those that were recorded', () => {
    const restrictions = [from(now)];
    const risk = (overCapSends: number) =>
      decide(articlePolicy, { ...account, restrictions, overCapSends }, inviteAt(now, 9), now).reasons[0];
    expect(risk(2)).toMatchObject({ code: 'restricted', banRisk: null });
    expect(risk(3)).toMatchObject({ banRisk: { restrictions: 1, overCapSends: 3 } });
  });
});
