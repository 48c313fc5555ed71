import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { guideOf } from '../../limits/guide.ts';
import { type AccountType, accountTypes, type Policy, presetNames } from '../../limits/policy.ts';
import { CAPS } from '../caps.ts';
import { accountTypeNames } from '../views/meters.ts';
import { capsInWords, limitName, presetNamesInWords } from '../views/policy-changes.ts';
import { checkboxesInput, numberInput, radioInput, selectInput } from './inputs.ts';
import { blockIdOf, encodeDraft, type PolicyDraft } from './policy-draft.ts';
import { capField, policyValues, shownLimits } from './policy-values.ts';

export const policyCallbackId = 'policy';

/** What is pressed or chosen in the form, by `action_id`. */
export const POLICY_ACTIONS = {
  preset: 'preset',
  caps: 'policy_caps',
  accountType: 'accountType',
  waits: 'policy_waits',
  rules: 'policy_rules',
} as const;

/** One page of the form. `notice` stands at its top: what kept it from being saved. */
export function policyModal(draft: PolicyDraft, base: Policy, notice?: string): ModalView {
  const fields = createFields(draft, base);
  return {
    type: 'modal',
    callback_id: policyCallbackId,
    private_metadata: encodeDraft(draft),
    title: plain(titles[draft.page] ?? 'Caps'),
    submit: plain('Save Limits'),
    close: plain('Cancel'),
    blocks: [...(notice === undefined ? [] : [section(notice)]), ...pageOf(fields)],
  };
}

const titles: Partial<Record<PolicyDraft['page'], string>> = { rules: 'Limits', waits: 'Waits and refusals' };

function pageOf(fields: Fields): KnownBlock[] {
  const { page } = fields.draft;
  switch (page) {
    case 'rules':
      return rulesPage(fields);
    case 'waits':
      return waitsPage(fields);
    default:
      return capsPage(fields, page);
  }
}

function rulesPage({ draft, base, number, radio }: Fields): KnownBlock[] {
  const guide = guideOf(base);
  return [
    selectInput({
      id: blockIdOf(POLICY_ACTIONS.preset, draft),
      label: 'Starting point',
      hint: 'Choosing another one fills in its numbers, on every page.',
      choices: presetNames.map((value) => ({ value, text: presetNamesInWords[value] })),
      value: base.preset,
      tells: true,
    }),
    section(presetMeaning[base.preset]),
    {
      type: 'actions',
      elements: [
        button(POLICY_ACTIONS.caps, 'Change Caps', draft),
        button(POLICY_ACTIONS.waits, 'Change Waits', draft),
      ],
    },
    ...(guide ? [number('guide', 'Guide: sent in 7 days', '50 to 200. It advises and never refuses.')] : []),
    radio('exceptions', 'Invites with an exception mark', [
      { value: 'count', text: 'Count them like the others' },
      { value: 'exempt', text: 'Do not count them' },
    ]),
    radio('overlap', 'A person whom a teammate has invited', [
      { value: 'warn', text: 'Warn' },
      { value: 'block', text: 'Refuse' },
    ]),
    number('nearing', 'Near a limit from (per cent)', '1 to 100, and less than the one below.'),
    number('critical', 'Very near a limit from (per cent)', '1 to 100'),
  ];
}

/** What a preset does, in plain words (limits.md). */
export const presetMeaning: Readonly<Record<Policy['preset'], string>> = {
  article:
    '*LinkedIn publishes no limit.* These are the numbers of an article: only what is accepted counts, up to 300 a day and 3,000 a month on a free account. 300 accepted a day would take about a thousand sends. Teams report being stopped near 100 sent a week, so the guide is shown first.',
  observed:
    '*LinkedIn publishes no limit.* These are the numbers that teams report: whether accepted or not, at most 25 sent a day and 100 sent in 7 days; then a send is refused. After withdrawing, 21 days until the same person can be invited again.',
};

function capsPage({ draft, base, number }: Fields, type: AccountType): KnownBlock[] {
  return [
    selectInput({
      id: blockIdOf(POLICY_ACTIONS.accountType, draft),
      label: 'Account type',
      hint: 'Each has caps of its own. What was counted stays counted.',
      choices: accountTypes.map((value) => ({ value, text: accountTypeNames[value] })),
      value: type,
      tells: true,
    }),
    ...shownLimits(base).map(({ index, limit }) =>
      number(capField(index, type), limitName(limit), '1 to 1,000,000'),
    ),
    number(`notesPerMonth.${type}`, 'Notes a month', '1 to 10,000. Empty for as many as one likes.', true),
    number(`noteChars.${type}`, 'Characters of a note', '1 to 3,000'),
    backButton(draft),
  ];
}

function waitsPage({ draft, base, number, checkboxes }: Fields): KnownBlock[] {
  const limits = shownLimits(base);
  return [
    number('samePersonHours', 'Hours before inviting a person again', '1 to 8,760. 168 are 7 days.'),
    number('afterWithdrawalDays', 'Days to wait after withdrawing', '0 to 365; 0 for no wait.'),
    number(
      'pendingSoft',
      'Pending invites: too many from',
      '1 to 30,000. From there on a send gets a warning.',
    ),
    number('expireDays', 'Days until a pending invite expires', '1 to 730'),
    ...(limits.length === 0
      ? []
      : [
          checkboxes(
            'refusing',
            'A reached limit refuses the send',
            'A limit that is not ticked only warns.',
            limits.map(({ index, limit }) => ({
              value: String(index),
              text: cut(limitName({ ...limit, effect: 'block' }), CAPS.optionText),
              description: cut(capsInWords(limit.cap), CAPS.optionText),
            })),
          ),
        ]),
    backButton(draft),
  ];
}

type Fields = ReturnType<typeof createFields>;

/** The inputs of a page, filled in with what the draft has for them. */
function createFields(draft: PolicyDraft, base: Policy) {
  const values = { ...policyValues(base), ...draft.typed };
  const text = (field: string) => {
    const value = values[field];
    return typeof value === 'string' ? value : null;
  };
  const list = (field: string) => {
    const value = values[field];
    return Array.isArray(value) ? value : [];
  };
  const id = (field: string) => blockIdOf(field, draft);
  type Choices = Parameters<typeof radioInput>[0]['choices'];
  return {
    draft,
    base,
    number: (field: string, label: string, hint: string, optional = false): InputBlock => {
      const value = text(field);
      const isNumber = value !== null && /^-?\d+$/.test(value);
      return numberInput({ id: id(field), label, hint, optional, value: isNumber ? Number(value) : null });
    },
    radio: (field: string, label: string, choices: Choices): InputBlock =>
      radioInput({ id: id(field), label, choices, value: text(field) }),
    checkboxes: (field: string, label: string, hint: string, choices: Choices): InputBlock =>
      checkboxesInput({ id: id(field), label, hint, choices, values: list(field), optional: true }),
  };
}

function backButton(draft: PolicyDraft): KnownBlock {
  return { type: 'actions', elements: [button(POLICY_ACTIONS.rules, 'Back to Limits', draft)] };
}

function button(actionId: string, text: string, draft: PolicyDraft) {
  return { type: 'button', action_id: blockIdOf(actionId, draft), text: plain(text) } as const;
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(text, CAPS.sectionText) } } as const;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
