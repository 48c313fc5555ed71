import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/limits/meters.ts';
import type { Metered } from '../../../src/services/read-accounts-now.ts';
import type { Digest } from '../../../src/services/read-digest.ts';
import { teamSettings } from '../../../src/services/settings.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { digestListModal, pageRows } from '../../../src/slack/modals/digest-list.ts';
import type { Reply } from '../../../src/slack/request.ts';
import { postedDigestView, quietDigestView } from '../../../src/slack/views/digest.ts';
import { digestPreviewView, digestTeamsView } from '../../../src/slack/views/digest-preview.ts';
import { silentView } from '../../../src/slack/views/silent.ts';
import { withoutDataBlocks } from '../../../src/slack/views/without-data-blocks.ts';
import { faultsOf } from '../shown.ts';

const now = Date.parse('2026-11-24T16:30:00Z');
const hostile = '*<!channel>* &_~`';
const arabic = 'عبد الرحمن '.repeat(18);
const emoji = '👩‍👩‍👧‍👦'.repeat(50);

function metered(owner: string, remaining: number, level: Level = 'ok'): Metered {
  const limit = {
    id: 'guide',
    resource: 'connection',
    basis: 'sent',
    window: { kind: 'rolling', hours: 168 },
    effect: 'warn',
  } as const;
  const used = 100 - remaining;
  return {
    owner,
    accountName: '',
    meter: { limit, used, cap: 100, remaining, level, resetsAt: null, roomAgainAt: null },
  };
}

function digest(given: Partial<Digest> = {}): Digest {
  return {
    team: 1,
    date: '2026-11-24',
    from: now - 86_400_000,
    to: now,
    settings: teamSettings.parse({ name: 'Sales', zone: 'Europe/London', channel: 'C0GENERAL' }),
    week: null,
    room: [metered('U1', 72), metered('U2', 60)],
    near: [],
    away: 0,
    paused: 0,
    recorded: { sent: 45, accepted: 12, logged: 60 },
    month: { sent: 1_900, accepted: 240 },
    stale: 0,
    aged: 0,
    known: 0,
    ...given,
  };
}
const week = (sent: (index: number) => number): NonNullable<Digest['week']> => ({
  days: Array.from({ length: 20 }, (_, index) => ({
    date: `2026-10-${String(index + 1).padStart(2, '0')}`,
    sent: sent(index),
    accepted: index,
  })),
  reasons: [{ because: 'met', sent: 40, accepted: 18 }],
});
const names = new Map([
  ['U1', 'Ana'],
  ['U2', 'Tom'],
]);
const faults = ({ text, blocks }: Reply) =>
  faultsOf({
    how: 'a message',
    text,
    view: undefined,
    blocks: blocks as unknown as Readonly<Record<string, unknown>>[],
  });
const typesOf = (blocks: readonly KnownBlock[]) => blocks.map(({ type }) => type);

describe('a digest', () => {
  it('names people without a mention, since that would notify them every day', () => {
    const { text, blocks } = postedDigestView(digest(), names, 'U1');
    expect(text).toBe(
      'Sales · Tuesday 24 November\n' +
        'Room this week: Ana 72 and Tom 60\n' +
        'Since 23 Nov 2026, 16:30: 45 sent, 12 accepted · This month: 1,900 sent, 240 accepted\n' +
        'Near or at an invite limit: nobody\n' +
        'Posted by Ana.',
    );
    expect(JSON.stringify(blocks)).not.toContain('<@');
    expect(typesOf(blocks)).toEqual(['header', 'section', 'context', 'actions']);
  });

  it('says the same in its blocks as in its text, in eight lines', () => {
    const near = [metered('U3', 0, 'reached'), metered('U4', 4, 'critical'), metered('U5', 20, 'nearing')];
    const full = digest({ near, away: 2, paused: 1, stale: 14, aged: 1_200, known: 839 });
    const { text, blocks } = postedDigestView(full, names);
    expect(text.split('\n').slice(1)).toEqual([
      'Room this week: Ana 72 and Tom 60 · 2 away',
      'Since 23 Nov 2026, 16:30: 45 sent, 12 accepted · This month: 1,900 sent, 240 accepted',
      'At or over a limit: <@U3> (100 of about 100 sent in 7 days)',
      'Near a limit: <@U4> (96 of about 100 sent in 7 days) and <@U5> (80 of about 100 sent in 7 days)',
      'Paused by LinkedIn: 1 account',
      'Worth withdrawing: 14 invites pending for more than 30 days',
      'Outcomes known: 69 % of 1,200 invites sent 2 to 6 weeks ago',
    ]);
    expect(text.split('\n')).toHaveLength(8);
    const shown = JSON.stringify(blocks)
      .replaceAll('*', '')
      .replaceAll(/<!date[^|]*\|([^>]*)>/g, '$1');
    for (const line of text.split('\n')) expect(shown).toContain(line);
  });

  it('names a few of many and counts the rest', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => metered(`U${n}`, 100));
    const { text } = postedDigestView(
      digest({
        room: many,
        near: many.map((one) => ({ ...one, meter: { ...one.meter, level: 'nearing' } })),
      }),
      new Map(),
    );
    expect(text).toContain('<@U4> 100 and 995 more');
    expect(text).toContain('and 997 more');
  });

  it.each([1_000, 10_000])('of %i people with the worst names is what Slack takes', (count) => {
    const all = (level: Level) => Array.from({ length: count }, (_, n) => metered(`U${n}`, 30_000, level));
    const called = new Map(
      Array.from({ length: count }, (_, n) => [
        `U${n}`,
        [arabic, emoji, hostile, 'x'.repeat(200)][n % 4] ?? '',
      ]),
    );
    const settings = teamSettings.parse({
      name: '&'.repeat(50),
      zone: 'Europe/London',
      channel: 'C0GENERAL',
    });
    const worst = digest({
      settings,
      room: all('ok'),
      near: [...all('reached'), ...all('nearing')],
      away: count,
      paused: count,
      stale: 30_000,
      aged: 30_000,
      known: 29_999,
      week: week(() => 1_000_000),
    });
    const shown = postedDigestView(worst, called, 'U0');
    expect(faults(shown)).toEqual([]);
    const preview = digestPreviewView({ digest: worst, today: null, nextAt: now });
    expect(faults(preview)).toEqual([]);
    expect(faults(quietDigestView(worst, called))).toEqual([]);
    expect(shown.text).not.toContain('<!channel>');
    expect(shown.text.length).toBeLessThan(3_000);
    const lists = {
      team: 1,
      name: settings.name,
      zone: 'Europe/London',
      near: all('reached'),
      room: all('ok'),
    };
    const away = all('ok').map((one) => ({ ...one, awayUntil: '2026-12-24' }));
    for (const resting of [
      { isTold: true, away, paused: [] },
      { isTold: false, accounts: away.map(({ owner }) => ({ owner, accountName: 'x'.repeat(40) })) },
    ] as const)
      for (const from of [0, 3 * count]) {
        const modal = digestListModal({ ...lists, resting }, from);
        expect(modal.blocks.length).toBeLessThanOrEqual(CAPS.viewBlocks);
        expect(JSON.stringify(modal).length).toBeLessThan(CAPS.viewBytes);
      }
  });

  it('in the first of a week shows a chart with its message in words, a table, and reasons', () => {
    const monday = digest({ week: week((index) => (index < 15 ? 10 : 12)) });
    const shown = postedDigestView(monday, names);
    expect(typesOf(shown.blocks)).toEqual([
      'header',
      'section',
      'section',
      'data_visualization',
      'data_table',
      'actions',
    ]);
    expect(shown.text).toContain(
      'Last 20 working days: 210 sent, 190 accepted. Sent rose from 50 to 60, accepted rose from 60 to 85',
    );
    expect(shown.text).toContain(
      'Accepted by reason, of invites sent 2 to 6 weeks ago: met before 45 % of 40 invites',
    );
    const plain = withoutDataBlocks(shown);
    expect(typesOf(plain?.blocks ?? [])).toEqual(['section', 'actions']);
    for (const said of [
      'Room this week',
      'Thu 1 Oct: 10 sent, 0 accepted',
      'Tue 20 Oct: 12 sent, 19 accepted',
    ])
      expect(JSON.stringify(plain?.blocks)).toContain(said);
  });

  it('has no chart where nothing happened on any of the days', () => {
    const days = Array.from({ length: 20 }, (_, n) => ({ date: `2026-10-${n + 10}`, sent: 0, accepted: 0 }));
    const shown = postedDigestView(digest({ week: { days, reasons: [] } }), names);
    expect(typesOf(shown.blocks)).toEqual(['header', 'section', 'actions']);
  });

  it('of nobody says what to do, without a button that shows nobody', () => {
    const shown = postedDigestView(digest({ room: [] }), names);
    expect(shown.text).toContain('Nobody is in this team yet.');
    expect(typesOf(shown.blocks)).toEqual(['header', 'section']);
  });

  it('calls room that is not a week’s by its own name, and that nobody has any', () => {
    const over = (window: Metered['meter']['limit']['window'], remaining: number): Metered => {
      const { meter, ...one } = metered('U1', remaining);
      return { ...one, accountName: 'founder', meter: { ...meter, limit: { ...meter.limit, window } } };
    };
    const text = (...room: Metered[]) => postedDigestView(digest({ room, away: 3 }), names).text;
    const today = over({ kind: 'calendar', unit: 'day' }, 25);
    const threeDays = over({ kind: 'rolling', hours: 72 }, 9);
    expect(text(today)).toContain('Room today: Ana as founder 25 · 3 away');
    expect(text(threeDays)).toContain('Room in any 3 days: Ana as founder 9');
    expect(text(over({ kind: 'calendar', unit: 'week' }, 8))).toContain('Room this week: Ana as founder 8');
    expect(text(today, threeDays)).toContain('Room now: Ana as founder 25 and Ana as founder 9');
    expect(text()).toContain('Room now: nobody · 3 away');
  });

  it('of a quiet day is one line', () => {
    const { text } = quietDigestView(digest(), names);
    expect(text).toBe(
      'Sales: nothing was logged since 23 Nov 2026, 16:30. Room this week: Ana 72 and Tom 60.',
    );
    expect(quietDigestView(digest({ from: null }), names).text).toContain('nothing was logged today.');
  });
});

describe('a preview', () => {
  const posted = { claimedAt: now, postedBy: 'U0BOSS', state: 'posted', tries: 1 } as const;
  it('says when it comes, and offers to post it', () => {
    const shown = digestPreviewView({ digest: digest(), today: null, nextAt: now });
    expect(shown.text).toContain('Only you see this. The next one comes to <#C0GENERAL> 24 Nov 2026, 16:30.');
    expect(JSON.stringify(shown.blocks)).toContain('Post Digest');
  });

  it('of a team without a channel says what to do', () => {
    const settings = teamSettings.parse({ name: 'Sales', zone: 'Europe/London' });
    const shown = digestPreviewView({ digest: digest({ settings }), today: null, nextAt: null });
    expect(shown.text).toContain('It is posted nowhere: this team has no channel.');
    expect(JSON.stringify(shown.blocks)).toContain('Choose Channel');
    expect(JSON.stringify(shown.blocks)).not.toContain('Post Digest');
  });

  it.each([
    [{ ...posted }, 'Today’s was posted 24 Nov 2026, 16:30 by <@U0BOSS>.', false],
    [{ ...posted, postedBy: null }, 'Today’s was posted 24 Nov 2026, 16:30 automatically.', false],
    [{ ...posted, state: 'dead' } as const, 'Today’s could not be delivered', false],
    [{ ...posted, state: 'quiet' } as const, 'Nothing had been logged when today’s was due', true],
    [{ ...posted, state: 'late' } as const, 'Today’s could not be delivered in time.', true],
    [{ ...posted, state: 'missed' } as const, 'The bot was not there when today’s was due', true],
  ])('tells what became of today’s: %o', (today, said, offers) => {
    const shown = digestPreviewView({ digest: digest(), today, nextAt: null });
    expect(shown.text).toContain(said);
    expect(JSON.stringify(shown.blocks).includes('Post Digest')).toBe(offers);
  });

  it('of a quiet day says that none would come by itself', () => {
    const quiet = digest({ recorded: { sent: 0, accepted: 0, logged: 0 } });
    expect(digestPreviewView({ digest: quiet, today: null, nextAt: now }).text).toContain(
      'none comes by itself',
    );
  });

  it('lets choose from fifty teams with the worst names', () => {
    const teams = Array.from({ length: 50 }, (_, n) => ({ team: n + 1, name: '&'.repeat(50) }));
    expect(faults(digestTeamsView(teams, 'preview'))).toEqual([]);
  });

  it('shows what to type with the first team, and the word that was typed', () => {
    const teams = ['Talent & Co', 'Sales'].map((name, n) => ({ team: n + 1, name }));
    const text = (word?: string) => digestTeamsView(teams, word).text;
    expect(text()).toContain('or type it: /invites digest team "Talent &amp; Co".');
    expect(text('post')).toContain('or type it: /invites digest post team "Talent &amp; Co".');
  });
});

describe('everyone of a team', () => {
  const room = Array.from({ length: 120 }, (_, n) => metered(`U${n}`, 100));
  const paused = [{ owner: 'UPAUSED', accountName: '', since: now, until: now + 86_400_000 }];
  const away = [{ ...metered('UAWAY', 100), awayUntil: '2026-12-24' }];
  const nobody = { isTold: true, away: [], paused: [] } as const;
  const everyone = { team: 1, name: 'Sales', zone: 'Europe/London', near: [], room, resting: nobody };

  it('is shown by pages', () => {
    const last = JSON.stringify(digestListModal(everyone, 9_999));
    expect(last).toContain('101 to 120 of 120');
    expect(last).toContain(`Previous ${pageRows}`);
    expect(last).not.toContain('Next');
    expect(JSON.stringify(digestListModal(everyone, 50))).toContain('Next 20');
    expect(last).toContain('0 accounts near or at a limit, 120 with room\\n');
  });

  it('tells managers who is away and who is paused, with dates written alike', () => {
    const shown = JSON.stringify(
      digestListModal({ ...everyone, room: [], resting: { isTold: true, away, paused } }, 0),
    );
    expect(shown).toContain('0 accounts near or at a limit, 0 with room, 1 away, 1 paused by LinkedIn');
    expect(shown).toContain('<@UAWAY>: away until 24 Dec 2026');
    expect(shown).toContain('<@UPAUSED>: blocked by LinkedIn since 24 Nov 2026, 16:30, until 25 Nov 2026');
    expect(shown).not.toContain('<!date');
  });

  it('tells others of both that they are not sending now, and no more', () => {
    const accounts = ['UAWAY', 'UPAUSED'].map((owner) => ({ owner, accountName: '' }));
    const shown = JSON.stringify(
      digestListModal({ ...everyone, room: [], resting: { isTold: false, accounts } }, 0),
    );
    expect(shown).toContain('0 with room, 2 not sending now');
    for (const { owner } of accounts) expect(shown).toContain(`<@${owner}>: not sending now`);
    expect(shown.replace('away, or paused by LinkedIn', '')).not.toMatch(/away|paused|blocked|until/);
  });
});

it('a reminder says how to be left alone', () => {
  const { text, blocks } = silentView();
  expect(text).toContain('Nothing logged for 3 working days.');
  expect(text).toContain('Away until');
  expect(typesOf(blocks)).toEqual(['section', 'actions']);
});
