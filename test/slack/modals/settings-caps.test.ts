import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { accountTypes, type Policy } from '../../../src/limits/policy.ts';
import { policyDifferences } from '../../../src/limits/policy-differences.ts';
import { readView } from '../../../src/simulator/view-schema.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { personalModal } from '../../../src/slack/modals/personal-view.ts';
import { decodeDraft, type PolicyDraft, withEntered } from '../../../src/slack/modals/policy-draft.ts';
import { policyValues } from '../../../src/slack/modals/policy-values.ts';
import { policyModal } from '../../../src/slack/modals/policy-view.ts';
import { policyView } from '../../../src/slack/views/policy.ts';
import { conflictLines } from '../../../src/slack/views/policy-conflict.ts';
import { resultModal } from '../../../src/slack/views/result.ts';
import { teammateView } from '../../../src/slack/views/teammate.ts';

const [day] = articlePolicy.limits;
if (day === undefined) throw new Error('the policy has no limit');
const million = { free: 1_000_000, business_plus: 999_999, sales_navigator: 999_998 };
/** More limits than anybody makes, each with the largest numbers. */
const most: Policy = {
  ...articlePolicy,
  limits: Array.from({ length: 200 }, (_, n) => ({ ...day, id: `limit ${n}`, cap: million })),
};
const entered = Object.fromEntries(
  Object.entries(policyValues(most)).map(([field, value]) => [
    `${field}:1000000`,
    Array.isArray(value) ? value.toReversed() : '9'.repeat(3_000),
  ]),
);
const started: PolicyDraft = { since: 2 ** 40, base: 2 ** 40, page: 'rules', draw: 1_000_000, typed: {} };
const draft = withEntered(started, most, entered);
const differences = policyDifferences(articlePolicy, most);
const conflict = { version: 1, by: 'U0BOSS', at: Date.parse('2026-11-24T09:00:00Z'), differences };
const zone = 'Australia/Lord_Howe';
const answer = {
  kind: 'policy',
  requestId: 1,
  version: 1,
  problems: [],
  differences,
  conflict: null,
} as const;

const names = Array.from({ length: 20 }, (_, n) => `${'م'.repeat(34)}${n}`);
const personal = personalModal(
  {
    settings: { notices: true, checkIns: 'twice', awayUntil: '2026-12-31', ranked: true },
    accounts: names.map((name) => ({ name, type: 'sales_navigator' })),
    zone,
  },
  { adding: true, entered: { newName: 'م'.repeat(80) } },
);

const views: Record<string, ModalView> = {
  ...Object.fromEntries(
    (['rules', 'waits', ...accountTypes] as const).map((page) => [
      `the page ${page} of the limits`,
      policyModal({ ...draft, page }, most, conflictLines(conflict, zone).join('\n')),
    ]),
  ),
  'what was changed in the limits': resultModal(policyView(answer)),
  'a conflict about the limits': resultModal(policyView({ ...answer, version: null, conflict })),
  'my settings': personal,
  'what I changed': resultModal(
    teammateView({
      kind: 'teammate',
      requestId: 1,
      refusal: null,
      differences: names.map((account) => ({ field: 'account', account, to: 'free' })),
    }),
  ),
};

describe.each(Object.entries(views))('%s', (_, view) => {
  it('is taken by Slack with the worst data', () => {
    expect(view.blocks.length).toBeLessThanOrEqual(CAPS.viewBlocks);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(CAPS.viewBytes);
    expect((view.private_metadata ?? '').length).toBeLessThanOrEqual(CAPS.privateMetadata);
    expect(() => readView(view, 'modal')).not.toThrow();
  });

  it('has no two blocks of the same id', () => {
    const ids = view.blocks.flatMap(({ block_id }) => block_id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('keeps in the metadata all that was entered, a wrong number as a wrong one', () => {
  const kept = decodeDraft(policyModal(draft, most).private_metadata ?? '');
  expect(Object.keys(kept.typed).length).toBe(Object.keys(policyValues(most)).length - 1);
  expect(new Set(Object.values(kept.typed).flat())).toContain('9'.repeat(12));
});

it('takes no metadata that this version does not write', () => {
  for (const metadata of ['', 'v1', '{}', '{"since":0}', '[]', 'null'])
    expect(() => decodeDraft(metadata)).toThrow('This form is out of date');
});
