import { expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { type Meter, readMeters } from '../../../src/limits/meters.ts';
import { emptySnapshot } from '../../../src/limits/snapshot.ts';
import type { LogAnswer, LoggedItem, Standing } from '../../../src/services/answers.ts';
import type { SaidReason } from '../../../src/services/said.ts';
import { checkView } from '../../../src/slack/views/check.ts';
import { logView } from '../../../src/slack/views/log.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const meters = readMeters(articlePolicy, emptySnapshot({ type: 'free', zone: 'UTC' }), now);
const standing: Standing = {
  accountType: 'free',
  accountName: '',
  zone: 'UTC',
  meters,
  pending: 0,
  restriction: null,
};
const jane = { key: 'in:jane-doe', name: 'Jane Doe' } as const;
const refusedFor = (reasons: SaidReason[], more: Partial<LoggedItem> = {}): LoggedItem => ({
  person: jane,
  quantity: 1,
  refused: true,
  reasons,
  ...more,
});
const said = (item: LoggedItem, of: Partial<Standing> = {}): string => {
  const answer: LogAnswer = {
    kind: 'log',
    requestId: 1,
    owner: 'U0ADA',
    onBehalf: false,
    sentAt: now,
    loggedAt: now,
    items: [item],
    standing: { ...standing, ...of },
  };
  return logView(answer).text;
};
const overlap: SaidReason = {
  code: 'teammate_overlap',
  verdict: 'block',
  overlaps: [{ teammate: 'U0BOSS', sentAt: now, state: 'pending', since: now }],
};
const full = (used: number): Meter => {
  const sent = meters.find(({ limit }) => limit.resource === 'connection' && limit.basis === 'sent');
  if (!sent) throw new Error('the policy has no limit of what is sent');
  return { ...sent, used, remaining: sent.cap - used };
};
const capReached = (used: number, risk: number): SaidReason => ({
  code: 'cap_reached',
  verdict: 'block',
  meter: full(used),
  allowedAgainAt: now + 60 * 60 * 1000,
  next: null,
  banRisk: risk === 0 ? null : { restrictions: 0, overCapSends: risk },
});

it('says an overlap that forbids once', () => {
  expect(said(refusedFor([overlap]))).toBe(
    'Not logged: <@U0BOSS> invited Jane Doe 24 Nov 2026, 09:00 (still pending).\n' +
      'Already sent on LinkedIn? Record it.',
  );
  const check = checkView({
    owner: 'U0ADA',
    standing,
    items: [{ ...refusedFor([overlap]), sameAs: null, namesakes: [] }],
  });
  expect(check.text.match(/U0BOSS/g)).toHaveLength(1);
});

it('says of what is refused only the risk of a ban as a warning', () => {
  const nearing: SaidReason = { code: 'nearing', verdict: 'warn', meter: full(90) };
  const warnings = said(refusedFor([capReached(100, 4), overlap, nearing]))
    .split('\n')
    .filter((line) => line.startsWith('Warning'));
  expect(warnings).toEqual([
    'Warning: Recording one more would make 4 sends over a limit in 30 days. Going over again and again can get an account banned: stop sending for now.',
  ]);
});

it('names the account that is to be lifted', () => {
  const restricted: SaidReason = {
    code: 'restricted',
    verdict: 'block',
    since: now,
    until: null,
    inLast30Days: 1,
    banRisk: null,
  };
  expect(said(refusedFor([restricted]))).toContain('when it is over, type /invites lifted.\n');
  expect(said(refusedFor([restricted]), { accountName: 'founder' })).toContain(
    'when it is over, type /invites lifted as founder.\n',
  );
});

it('says how many unnamed ones would pass a limit that still has room', () => {
  const twelve = { person: null, quantity: 12 };
  expect(said(refusedFor([capReached(95, 0)], twelve))).toContain(
    'and 12 unnamed invites more would pass the limit of Free. Allowed again from 24 Nov 2026, 10:00.',
  );
  expect(said(refusedFor([capReached(full(0).cap, 0)], twelve))).toMatch(
    /^Not logged: .*, the most for Free\. /,
  );
});
