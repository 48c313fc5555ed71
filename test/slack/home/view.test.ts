import type { HomeView, ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { undoableKinds } from '../../../src/ledger/undoable.ts';
import { articlePolicy } from '../../../src/limits/article.ts';
import { readMeters } from '../../../src/limits/meters.ts';
import { emptyDay, emptySnapshot } from '../../../src/limits/snapshot.ts';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import type { Answer, LogAnswer, LoggedItem } from '../../../src/services/answers.ts';
import type { Home, LastRequest } from '../../../src/services/read-home.ts';
import type { Quota } from '../../../src/services/read-quota.ts';
import type { SaidReason } from '../../../src/services/said.ts';
import { readView } from '../../../src/simulator/view-schema.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { homeView } from '../../../src/slack/home/view.ts';
import { blockModal } from '../../../src/slack/modals/block-form.ts';
import { checkModal } from '../../../src/slack/modals/check-form.ts';
import { counterModal } from '../../../src/slack/modals/counter-form.ts';
import { liftModal } from '../../../src/slack/modals/lift-form.ts';
import { pageModal } from '../../../src/slack/modals/page-form.ts';
import { presses } from '../../../src/slack/presses.ts';
import { answerView } from '../../../src/slack/views/answer.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const zone = 'America/Argentina/ComodRivadavia';
const count = 30_000;
const requestId = 2 ** 40;
const meters = readMeters(
  articlePolicy,
  {
    ...emptySnapshot({ type: 'sales_navigator', zone }),
    days: {
      connection: [{ ...emptyDay('2026-11-24'), sent: count, accepted: count }],
      page: [{ ...emptyDay('2026-11-24'), sent: count }],
    },
    sends: { connection: Array.from({ length: 3_000 }, () => now), page: [] },
  },
  now,
);
const [meter] = meters;
if (!meter) throw new Error('the policy has limits');

const names = ['محمد '.repeat(40), '🦄👩🏽‍🚀'.repeat(60), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];
const people: PersonRef[] = Array.from({ length: 100 }, (_, n) => ({
  key: `in:${(n % 2 === 0 ? 'م' : 'w').repeat(190)}${n}`,
  name: names[n % names.length] ?? '',
}));
const accountNames = Array.from({ length: 20 }, (_, n) => (n === 0 ? '' : `${n}${'مؤسس'.repeat(9)}w`));
const quota = (accountName: string): Quota => ({
  accountType: 'sales_navigator',
  accountName,
  zone,
  meters,
  pending: count,
  sentToday: count,
  sentThisMonth: count,
  restriction: { since: now, until: null },
});
const reasons: SaidReason[] = [
  { code: 'same_person', verdict: 'block', lastSentAt: now, allowedAgainAt: now + 1 },
  { code: 'after_withdrawal', verdict: 'block', withdrawnAt: now, allowedAgainAt: now + 1 },
  {
    code: 'teammate_overlap',
    verdict: 'block',
    overlaps: Array.from({ length: 9 }, () => ({
      teammate: 'U012ABC',
      sentAt: now,
      state: 'pending' as const,
      since: now,
    })),
  },
  {
    code: 'restricted',
    verdict: 'block',
    since: now,
    until: null,
    inLast30Days: count,
    banRisk: { restrictions: count, overCapSends: count },
  },
  ...meters.map(
    (one): SaidReason => ({
      code: 'cap_reached',
      verdict: 'block',
      meter: one,
      allowedAgainAt: now + 1,
      next: { type: 'sales_navigator', cap: count },
      banRisk: null,
    }),
  ),
];
const items: LoggedItem[] = people.map((person) => ({ person, quantity: 1, refused: true, reasons }));
const refused: LogAnswer = {
  kind: 'log',
  requestId,
  owner: 'U012ABC',
  onBehalf: true,
  sentAt: now,
  loggedAt: now,
  items,
  standing: { ...quota(accountNames[1] ?? ''), restriction: null },
};
const lastOf = (kind: LastRequest['kind'], n: number): LastRequest => ({
  requestId: requestId + n,
  kind,
  owner: 'U012ABC',
  accountName: accountNames[1] ?? '',
  actor: n % 2 === 0 ? 'U1' : 'U012ABC',
  person: people[0],
  other: people[2],
  quantity: count,
  happenedAt: now,
  detail: {
    left: count,
    until: now,
    from: 'sales_navigator',
    to: 'business_plus',
    was: { state: 'ignored', at: now },
  },
  page: names[2] ?? null,
  others: count,
});
const whose = { owner: 'U012ABC', accountName: accountNames[1] ?? '' };
const tens = <T>(one: T) => ({ first: Array.from({ length: 10 }, () => one), total: 1_000 });

const worst: Home = {
  now,
  reader: 'U1',
  zone,
  welcomed: false,
  canSetUp: true,
  role: { isAdmin: true, isManager: true, teams: [] },
  quotas: [quota(''), ...accountNames.slice(1).map(quota)],
  pending: { total: count, oldestAt: now, old: count },
  refusals: {
    newest: Array.from({ length: 5 }, (_, n) => ({
      requestId: requestId + n,
      requestedAt: now,
      answer: refused,
    })),
    total: count,
  },
  last: undoableKinds.map(lastOf),
  team: {
    paused: tens({ ...whose, since: now, until: now }),
    near: tens({ ...whose, meter }),
    room: tens({ ...whose, meter }),
  },
  board: {
    kind: 'board',
    choice: { period: 'month', back: 0, team: 1, rankBy: 'accepted' },
    teamName: '<!channel> 🦄'.repeat(4),
    teams: [],
    zone,
    window: {
      firstDate: '2026-11-01',
      lastDate: '2026-11-30',
      comparedFrom: '2026-10-04',
      maturedFrom: '2026-10-18',
      maturedTo: '2026-11-10',
      elapsed: 0.5,
    },
    now,
    reader: 'U1',
    sees: 'full',
    rows: Array.from({ length: 5 }, () => ({
      userId: 'U012ABC',
      place: 1,
      shared: true,
      sent: count,
      accepted: count,
      earned: 1,
      pending: count,
      lastLoggedAt: now,
      rate: null,
      change: 0,
    })),
    own: null,
    ranked: count,
    sums: null,
    isManaged: true,
    mode: 'full',
    channel: null,
  },
};
const empty: Home = {
  ...worst,
  quotas: [{ ...quota(''), restriction: null }],
  canSetUp: false,
  pending: { total: 0, oldestAt: null, old: 0 },
  refusals: { newest: [], total: 0 },
  last: [],
  team: null,
  board: null,
};

const views: Readonly<Record<string, HomeView | ModalView>> = {
  'the worst Home': homeView(worst),
  'an empty Home': homeView(empty),
  'the block form': blockModal(accountNames),
  'the form that ends a block': liftModal(accountNames),
  'the PageInvites form': pageModal(accountNames),
  'the counter form': counterModal(accountNames),
  'the check form': checkModal(accountNames),
};

const actionsOf = (view: HomeView | ModalView) =>
  [...JSON.stringify(view).matchAll(/"action_id":"([^"]*)"/g)].map(([, id = '']) => id);

describe.each(Object.entries(views))('%s', (_, view) => {
  it('stays within Slack’s limits with more data than fits', () => {
    expect(() => readView(view, view.type)).not.toThrow();
    expect(view.blocks.length).toBeLessThanOrEqual(CAPS.viewBlocks);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(CAPS.viewBytes);
  });

  it('pings nobody, whatever people, accounts and teams are called', () => {
    const said = JSON.stringify(view).replaceAll(/<!date\^[^>]*>|<@U012ABC>|<https:[^|>]*\|[^<>]*>/g, '');
    expect(said).not.toMatch(/[<>]/);
  });

  it('has one primary button at most, and no id twice', () => {
    expect(JSON.stringify(view).split('"style":"primary"').length).toBeLessThanOrEqual(2);
    expect(new Set(actionsOf(view)).size).toBe(actionsOf(view).length);
  });
});

describe('homeView', () => {
  it('has no button that does nothing', () => {
    const known = actionsOf(homeView(worst)).map((id) => id.split(':')[0] ?? '');
    expect(known.filter((id) => !presses.has(id))).toEqual([]);
  });

  it('uses no table and no chart', () => {
    const types = new Set(homeView(worst).blocks.map(({ type }) => type));
    expect([...types].sort()).toEqual(['actions', 'context', 'divider', 'header', 'section']);
  });

  it('stands in the order of what is needed first', () => {
    const headers = homeView(worst).blocks.flatMap((block) =>
      'text' in block && block.type === 'header' ? [block.text?.text] : [],
    );
    expect(headers).toEqual([
      'Welcome to Headroom',
      'Set up Headroom',
      'Your room on LinkedIn',
      'Did you send these?',
      'Last entries',
      'More to do',
      'Your team now',
    ]);
  });

  it('says of no button only what it is, where there are several of a kind', () => {
    const labels = [...JSON.stringify(homeView(worst)).matchAll(/"accessibility_label":"([^"]*)"/g)];
    expect(labels.length).toBe(17);
    for (const [, label = ''] of labels) {
      expect(label).toMatch(/^(?:Undo: .|(?:Log (?:All )?Anyway|I Did Not Send (?:It|Them)), .*: .)/u);
      expect(label.length).toBeLessThanOrEqual(75);
    }
  });

  it('says that Slack does not tell the zone, in place of that it does', () => {
    const unsure = { ...empty, isZoneUnsure: true as const };
    expect(JSON.stringify(homeView(empty))).toContain('as Slack says');
    expect(JSON.stringify(homeView(unsure))).not.toContain('as Slack says');
    for (const welcomed of [true, false])
      expect(JSON.stringify(homeView({ ...unsure, welcomed }))).toContain(
        'Slack does not tell your time zone',
      );
  });

  it('says what the others are where it shows some', () => {
    const text = JSON.stringify(homeView(worst));
    expect(text).toContain('And 97 more.');
    expect(text).toContain('And 29,995 more, asked when these are answered.');
    expect(text).toContain('And 990 more.');
  });
});

describe('what a press of Home is answered', () => {
  const answers: readonly Answer[] = [
    { kind: 'dismissed', items, zone },
    { kind: 'already_settled', items, settledAt: now, notSent: true, zone },
    { kind: 'welcome', requestId, isNew: true, from: 'free', accountType: 'sales_navigator', zone },
    { kind: 'welcome', requestId, isNew: false, from: 'free', accountType: 'free', zone },
  ];
  it.each(answers)('holds the limits of a message: $kind', (answer) => {
    const reply = answerView(answer);
    expect(reply?.blocks.length).toBeLessThanOrEqual(3);
    expect(reply?.text.length).toBeLessThan(CAPS.sectionText);
  });
});
