import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { type Decision, decide } from '../../src/limits/decide.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import type { Policy } from '../../src/limits/policy.ts';
import type { PersonFacts } from '../../src/limits/reason.ts';
import { emptySnapshot } from '../../src/limits/snapshot.ts';
import type { InviteFact } from '../../src/limits/states.ts';
import { now } from './asking.ts';
import { dayMs, invite, inviteAt, inviteTo } from './history.ts';

const ago = (days: number) => now - days * dayMs;

function decided(facts: Partial<PersonFacts>, policy: Policy = articlePolicy, at = now): Decision {
  return decide(policy, emptySnapshot({ type: 'free', zone: 'UTC' }), inviteTo(at, facts), now);
}
const codes = (decision: Decision) => decision.reasons.map(({ code }) => code);

describe('do not contact', () => {
  it.each([now, ago(50)])(
    'says since when, never why, never who asked: a block, present whenever it was sent',
    (at) => {
      expect(decided({ doNotContactSince: ago(3) }, articlePolicy, at)).toMatchObject({
        verdict: 'block',
        overridable: false,
        reasons: [{ code: 'do_not_contact', verdict: 'block', since: ago(3) }],
      });
      expect(Object.keys(decided({ doNotContactSince: ago(3) }).reasons[0] ?? {})).toEqual([
        'code',
        'verdict',
        'since',
      ]);
    },
  );

  it('is the one block that cannot be recorded, whatever else blocks', () => {
    expect(decided({ invites: [invite(now, 'declined')] })).toMatchObject({
      verdict: 'block',
      overridable: true,
    });
    const both = decided({ doNotContactSince: 0, invites: [invite(now, 'declined')] });
    expect(both).toMatchObject({ verdict: 'block', overridable: false });
    expect(codes(both)).toEqual(['do_not_contact', 'same_person']);
  });

  it('asks nothing of an unnamed person', () => {
    expect(
      decide(articlePolicy, emptySnapshot({ type: 'free', zone: 'UTC' }), inviteAt(now), now),
    ).toMatchObject({
      verdict: 'allow',
      overridable: false,
    });
  });
});

describe('21 days before inviting again after withdrawing', () => {
  const withdrawn = (at: number) => invite(ago(60), 'withdrawn', at);

  it.each<[what: string, invites: InviteFact[], at: number, withdrawnAt: number | null]>([
    ['this instant', [withdrawn(now)], now, now],
    ['21 days ago less a millisecond', [withdrawn(ago(21) + 1)], now, ago(21) + 1],
    ['21 days ago', [withdrawn(ago(21))], now, null],
    ['two: the later counts', [withdrawn(ago(9)), withdrawn(ago(3)), withdrawn(ago(5))], now, ago(3)],
    ['declined, not withdrawn', [invite(ago(60), 'declined', ago(2))], now, null],
    ['past-dated, as of its own instant', [withdrawn(ago(20))], ago(10), ago(20)],
    ['past-dated, withdrawn only later', [withdrawn(ago(9))], ago(10), null],
  ])('%s', (_what, invites, at, withdrawnAt) => {
    const reason = {
      code: 'after_withdrawal',
      verdict: 'block',
      withdrawnAt,
      allowedAgainAt: (withdrawnAt ?? 0) + 21 * dayMs,
    };
    expect(decided({ invites }, observedPolicy, at).reasons).toEqual(withdrawnAt === null ? [] : [reason]);
  });

  it('is no rule of the article: no further cool-down after withdrawing', () => {
    expect(decided({ invites: [withdrawn(now)] }).reasons).toEqual([]);
  });
});

describe('already pending, already connected: a warning that says since when', () => {
  it.each<[what: string, invites: InviteFact[], reasons: object[]]>([
    ['never invited', [], []],
    ['pending', [invite(ago(30))], [{ code: 'already_pending', verdict: 'warn', since: ago(30) }]],
    ['expired by now', [invite(ago(180))], []],
    [
      'accepted',
      [invite(ago(30), 'accepted', ago(20))],
      [{ code: 'already_connected', verdict: 'warn', since: ago(20) }],
    ],
    ['declined', [invite(ago(30), 'declined', ago(20))], []],
    [
      'the newest of two',
      [invite(ago(99)), invite(ago(30)), invite(ago(60))],
      [{ code: 'already_pending', verdict: 'warn', since: ago(30) }],
    ],
    [
      'both',
      [invite(ago(99), 'accepted', ago(80)), invite(ago(30))],
      [
        { code: 'already_pending', verdict: 'warn', since: ago(30) },
        { code: 'already_connected', verdict: 'warn', since: ago(80) },
      ],
    ],
  ])('%s', (_what, invites, reasons) => {
    expect(decided({ invites }).reasons).toEqual(reasons);
  });

  it('is the present state, also for a past-dated send', () => {
    expect(codes(decided({ invites: [invite(ago(30))] }, articlePolicy, ago(60)))).toEqual([
      'already_pending',
    ]);
  });
});

describe('a teammate overlaps: pending, accepted, or sent in the last 90 days', () => {
  const theirs = (fact: InviteFact, teammate = 'U2') => ({ ...fact, teammate });

  it.each<[fact: InviteFact, state: object | null]>([
    [invite(ago(179)), { state: 'pending', since: ago(179) }],
    [invite(ago(180)), null],
    [invite(ago(400), 'accepted', ago(390)), { state: 'accepted', since: ago(390) }],
    [invite(ago(90) + 1, 'declined', ago(80)), { state: 'declined', since: ago(80) }],
    [invite(ago(90), 'declined', ago(80)), null],
    [invite(ago(91), 'ignored', ago(3)), null],
    [invite(ago(20), 'withdrawn', ago(10)), { state: 'withdrawn', since: ago(10) }],
  ])('%j', (fact, state) => {
    const overlaps = [{ teammate: 'U2', sentAt: fact.sentAt, ...state }];
    expect(decided({ teammates: [theirs(fact)] }).reasons).toEqual(
      state === null ? [] : [{ code: 'teammate_overlap', verdict: 'warn', overlaps }],
    );
  });

  it('says who, when, and the state, newest first', () => {
    const teammates = [
      theirs(invite(ago(50)), 'U2'),
      theirs(invite(ago(9)), 'U3'),
      theirs(invite(ago(95), 'declined', ago(94)), 'U4'),
      theirs(invite(ago(20), 'accepted', ago(1)), 'U5'),
    ];
    expect(decided({ teammates }).reasons).toEqual([
      {
        code: 'teammate_overlap',
        verdict: 'warn',
        overlaps: [
          { teammate: 'U3', sentAt: ago(9), state: 'pending', since: ago(9) },
          { teammate: 'U5', sentAt: ago(20), state: 'accepted', since: ago(1) },
          { teammate: 'U2', sentAt: ago(50), state: 'pending', since: ago(50) },
        ],
      },
    ]);
  });

  it('warns, or blocks: a setting', () => {
    const policy: Policy = { ...articlePolicy, overlap: { value: 'block', source: 'workspace' } };
    const decision = decided({ teammates: [theirs(invite(ago(9)))] }, policy);
    expect(decision).toMatchObject({ verdict: 'block', overridable: true, reasons: [{ verdict: 'block' }] });
  });

  it('is the present one, also for a past-dated send', () => {
    expect(codes(decided({ teammates: [theirs(invite(ago(9)))] }, articlePolicy, ago(200)))).toEqual([
      'teammate_overlap',
    ]);
  });
});
