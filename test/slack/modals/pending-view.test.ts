import { describe, expect, it } from 'vitest';
import type { ListedInvite, PendingPage } from '../../../src/services/list-pending-page.ts';
import { readBlocks } from '../../../src/simulator/blocks.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { mostTicked, mostUnsure, type PendingDraft } from '../../../src/slack/modals/pending-draft.ts';
import { pastedNotice, tooManyNotice } from '../../../src/slack/modals/pending-notices.ts';
import { nothingPendingView, pendingFormView } from '../../../src/slack/modals/pending-view.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const names = [
  'محمد '.repeat(40),
  '🦄👩🏽‍🚀'.repeat(60),
  '*_~`&<>|'.repeat(25),
  'W'.repeat(200),
  '<!channel>',
];
const rows: ListedInvite[] = Array.from({ length: 30 }, (_, n) => ({
  inviteId: 2 ** 52 + n,
  person:
    n === 7
      ? { key: `slack:U${'0'.repeat(20)}` }
      : { key: `in:${'م'.repeat(190)}${n}`, name: names[n % names.length] ?? '' },
  accountName: 'w'.repeat(40),
  sentAt: now - 179 * 86_400_000,
}));
const page: PendingPage = {
  now,
  zone: 'Australia/Lord_Howe',
  named: 30_000,
  found: 30_000,
  unnamed: 30_000,
  several: true,
  page: 998,
  pages: 1_000,
  rows,
  afterWithdrawalDays: 365,
  samePersonHours: 8_760,
};
const draft: PendingDraft = {
  revision: 9_999,
  pastes: 999,
  page: 998,
  shows: 'found',
  search: '"\\'.repeat(50),
  as: 'م'.repeat(40),
  extra: 'declined',
  ticked: Array.from({ length: mostTicked }, (_, n) => Number.MAX_SAFE_INTEGER - n),
  unsure: Array.from({ length: mostUnsure }, (_, n) => Number.MAX_SAFE_INTEGER - n),
  outcome: 'declined',
  on: '2026-11-20',
  pasted: 'W'.repeat(3_000),
};
const pasted = {
  inviteIds: [1, 2, 3],
  several: names.map((said) => ({ said, inviteIds: [1] })),
  notFound: Array.from({ length: 1_500 }, () => '&'),
};

const views = {
  'the list': pendingFormView(page, draft),
  'one without a wait': pendingFormView({ ...page, afterWithdrawalDays: 0, samePersonHours: 100 }, draft),
  'what is ticked': pendingFormView(
    page,
    { ...draft, shows: 'ticked', extra: 'ignored' },
    tooManyNotice(130),
  ),
  'what was pasted': pendingFormView(page, draft, pastedNotice(pasted, 1, 1)),
  'long names that were not found': pendingFormView(
    page,
    draft,
    pastedNotice({ ...pasted, notFound: Array.from({ length: 15 }, () => 'م'.repeat(200)) }, 0, 0),
  ),
  'nobody found': pendingFormView({ ...page, rows: [], found: 0, pages: 1, page: 0 }, draft),
  'nothing pending': nothingPendingView({ zone: 'UTC', unnamed: 0 }),
  'unnamed ones alone': nothingPendingView({ zone: 'UTC', unnamed: 30_000 }),
};

describe.each(Object.entries(views))('%s', (_, view) => {
  it('stays within Slack’s limits with more data than fits', () => {
    expect(readBlocks(view.blocks, 'modal')).toHaveLength(view.blocks.length);
    expect(JSON.stringify(view).length).toBeLessThan(CAPS.viewBytes);
    expect(view.private_metadata?.length ?? 0).toBeLessThanOrEqual(CAPS.privateMetadata);
    for (const part of [view.title, view.submit, view.close])
      expect(part?.text.length ?? 0).toBeLessThanOrEqual(CAPS.modalTitle);
  });

  it('pings nobody, whatever the people are called', () => {
    expect(JSON.stringify(view.blocks)).not.toMatch(/<!/);
  });
});

it('shows who a member of this Slack is', () => {
  const { blocks } = pendingFormView({ ...page, several: false }, draft);
  expect(JSON.stringify(blocks)).toContain(`{"type":"mrkdwn","text":"<@U${'0'.repeat(20)}>"}`);
});

it('says the wait of the policy where *Withdrawn* is chosen', () => {
  const blocks = JSON.stringify(pendingFormView({ ...page, afterWithdrawalDays: 21 }, draft).blocks);
  expect(blocks).toContain('Wait 21 days before you invite them again');
  expect(blocks).toContain('After you withdraw, you can invite the same person again 21 days later.');
});
