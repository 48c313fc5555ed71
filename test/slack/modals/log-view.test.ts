import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { readMeters } from '../../../src/limits/meters.ts';
import { emptyDay, emptySnapshot } from '../../../src/limits/snapshot.ts';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import type { LoggedItem } from '../../../src/services/answers.ts';
import { plainCalendar } from '../../../src/services/read-log-form.ts';
import type { Quota } from '../../../src/services/read-quota.ts';
import { sayMeter } from '../../../src/services/said.ts';
import { readView } from '../../../src/simulator/view-schema.ts';
import { nothingEntered } from '../../../src/slack/modals/log-draft.ts';
import { type LogForm, logModal } from '../../../src/slack/modals/log-view.ts';
import { previewView } from '../../../src/slack/views/check.ts';
import { logView } from '../../../src/slack/views/log.ts';
import { resultModal } from '../../../src/slack/views/result.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const zone = 'America/Argentina/ComodRivadavia';
const count = 30_000;
const snapshot = {
  ...emptySnapshot({ type: 'sales_navigator', zone } as const),
  days: { connection: [{ ...emptyDay('2026-11-24'), sent: count, accepted: count }], page: [] },
  sends: { connection: Array.from({ length: 3_000 }, () => now), page: [] },
};
const quota = (accountName: string): Quota => ({
  accountType: 'sales_navigator',
  accountName,
  zone,
  meters: readMeters(articlePolicy, snapshot, now).map(sayMeter),
  pending: count,
  sentToday: count,
  sentThisMonth: count,
  restriction: { since: now, until: null },
});
const noteChars = articlePolicy.noteChars.value;

/** A hundred known persons: their names come from the ledger, whatever was typed. */
const names = ['محمد '.repeat(40), '🦄👩🏽‍🚀'.repeat(60), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];
const people = Array.from(
  { length: 100 },
  (_, n): PersonRef => ({ key: `in:${(n % 2 ? 'w' : 'م').repeat(190)}${n}`, name: names[n % 4] ?? '' }),
);
const items = people.map(
  (person, n): LoggedItem => ({
    person,
    quantity: 1,
    refused: n % 2 === 0,
    sentAt: now - 1,
    reasons: [
      {
        code: 'same_person',
        verdict: n % 2 === 0 ? 'block' : 'warn',
        lastSentAt: now,
        allowedAgainAt: now + 1,
      },
      {
        code: 'teammate_overlap',
        verdict: 'warn',
        overlaps: Array.from({ length: 9 }, () => ({
          teammate: 'U012ABC',
          sentAt: now,
          state: 'pending' as const,
          since: now,
        })),
      },
    ].filter(({ verdict, code }) => code !== 'same_person' || verdict === 'block') as LoggedItem['reasons'],
  }),
);
const standing = { ...quota('مؤسس'.repeat(10)) };
const preview = (howMany: number) =>
  previewView({
    owner: 'U1',
    loggedAt: now,
    standing,
    items: items.slice(0, howMany).map((item) => ({ ...item, sameAs: null, namesakes: people.slice(0, 3) })),
  }).blocks;

const form = (given: Partial<LogForm>): LogForm => ({
  facts: {
    quotas: [quota(''), ...Array.from({ length: 19 }, (_, n) => quota(`${n}${'w'.repeat(38)}`))],
    noteChars,
    calendar: plainCalendar,
  },
  account: '',
  kept: {
    day: '2026-11-24',
    days: ['2026-11-23', '2026-11-24'],
    source: 'shortcut',
    more: true,
    checked: true,
    seen: 'x'.repeat(22),
    notice: 'x '.repeat(300),
  },
  entered: {
    ...nothingEntered,
    people: 'م'.repeat(3_000),
    when: 'date',
    date: '2026-11-02',
    because: 'experience',
    via: 'third_party',
    marks: ['they_invited_first', 'new_connection'],
    note: '🦄'.repeat(1_500),
    rest: Array.from({ length: 5 }, () => '🦄'.repeat(1_500)),
  },
  preview: [],
  ...given,
});

describe('the form holds Slack’s limits', () => {
  it.each([1, 25, 26, 100])('with everything entered and %i people checked', (howMany) => {
    expect(() => readView(logModal(form({ preview: preview(howMany) })), 'modal')).not.toThrow();
  });

  it('keeps a note that was entered for an account that allows more', () => {
    const blocks = JSON.stringify(logModal(form({})).blocks);
    expect(blocks).toContain('"max_length":3000');
    expect(blocks).toContain('300 characters at most');
    const { entered } = form({});
    expect(JSON.stringify(logModal(form({ entered: { ...entered, note: 'Hi' } })).blocks)).toContain(
      '"max_length":300',
    );
  });

  it('and so does the result of a hundred that were spread', () => {
    const answer = {
      kind: 'log',
      requestId: 2 ** 40,
      owner: 'U1',
      onBehalf: false,
      sentAt: now - 1,
      estimated: true,
      loggedAt: now,
      items,
      standing,
    } as const;
    expect(() => readView(resultModal(logView(answer)), 'modal')).not.toThrow();
  });
});

it('shows a restriction, and the account that was chosen', () => {
  const { blocks } = logModal(form({ account: `3${'w'.repeat(38)}` }));
  expect(JSON.stringify(blocks)).toContain('LinkedIn has blocked this account since');
  expect(JSON.stringify(blocks)).toContain('"initial_option":{"value":"3www');
});
