import type { ActionsBlock, InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { LogFormFacts } from '../../services/read-log-form.ts';
import type { Quota } from '../../services/read-quota.ts';
import { CAPS } from '../caps.ts';
import { compose } from '../views/compose.ts';
import { levelSentence, meterSentence } from '../views/meters.ts';
import { restrictionLines } from '../views/quota.ts';
import { formatCount, type Say } from '../views/say.ts';
import { type Choice, checkboxesInput, dateInput, radioInput, selectInput, textInput } from './inputs.ts';
import { type Entered, encodeKept, type Kept, restField } from './log-draft.ts';
import { mostPeople } from './log-people.ts';
import { whenChoices } from './log-when.ts';
import { accountInput } from './which-account.ts';

export const callbackId = 'log';
export const pressed = { check: 'check_people', more: 'more_options' } as const;

export type LogForm = {
  readonly facts: LogFormFacts;
  /** The name of the account it is for. */
  readonly account: string;
  readonly kept: Kept;
  readonly entered: Entered;
  /** What would become of the people; empty until they are checked. */
  readonly preview: readonly KnownBlock[];
  /** They were submitted, and something in the preview is to be looked at before: it stands first. */
  readonly isAsked?: true;
};

/** Meters, people and time; what is seldom needed on request; below, what would become of the people. */
export function logModal({ facts, account, kept, entered, preview, isAsked }: LogForm): ModalView {
  const [first] = facts.quotas;
  const quota = facts.quotas.find(({ accountName }) => accountName === account) ?? first;
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: encodeKept(kept),
    title: { type: 'plain_text', text: 'Log Invites' },
    submit: { type: 'plain_text', text: 'Log Invites' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      ...compose(quota.zone, (say) => [
        ...(isAsked ? [{ kind: 'lines' as const, lines: [`${say.warning} ${say.strong(lookOnce)}`] }] : []),
        ...(kept.notice === null || isAsked ? [] : [{ kind: 'lines' as const, lines: [kept.notice] }]),
        { kind: 'lines', lines: standingLines(quota, say) },
      ]).blocks,
      ...(isAsked ? preview : []),
      ...mainInputs(kept, entered),
      ...(kept.more ? moreInputs(facts, quota, entered) : []),
      ...entered.rest.map(restInput),
      buttons(kept),
      ...(isAsked ? [] : preview),
    ],
  };
}

const lookOnce = 'Look at this once, then press Log Invites again.';

/** The guide first; what is near or reached says so, and stands on a line of its own. */
function standingLines(quota: Quota, say: Say): string[] {
  const meters = quota.meters.filter(({ limit }) => limit.resource === 'connection');
  const guides = meters.filter(({ limit }) => limit.effect === 'warn');
  const limits = meters.filter(({ limit }) => limit.effect === 'block');
  const calm = limits.filter(({ level }) => level === 'ok').map(meterSentence);
  const alarming = limits.filter(({ level }) => level !== 'ok');
  return [
    ...guides.map((meter) => {
      const sentence = say.strong(meterSentence(meter));
      return meter.level === 'ok' ? sentence : `${say.warning} ${sentence}. ${levelSentence(meter)}`;
    }),
    ...restrictionLines(quota, true, say),
    ...alarming.map((meter) => `${say.warning} ${meterSentence(meter)}. ${levelSentence(meter)}`),
    [...calm, `${formatCount(quota.pending)} pending`].join(' · '),
  ];
}

function mainInputs({ days }: Kept, { people, when, date }: Entered): InputBlock[] {
  return [
    textInput({
      id: 'people',
      label: 'People',
      hint: `One a line, ${mostPeople} at most: an address, a handle like @jane-doe, or a name. A name can stand after an address.`,
      placeholder: 'https://www.linkedin.com/in/jane-doe Jane Doe',
      multiline: true,
      value: people,
    }),
    radioInput({
      id: 'when',
      label: 'When you sent them',
      choices: whenChoices(days),
      value: when,
      tells: true,
    }),
    ...(when === 'date' ? [dateInput({ id: 'date', label: 'Day', value: date, tells: true })] : []),
  ];
}

const reasonChoices: readonly Choice[] = [
  { value: 'interests', text: 'Shared interests' },
  { value: 'education', text: 'Shared education' },
  { value: 'experience', text: 'Shared experience' },
  { value: 'met', text: 'Met before' },
  { value: 'referral', text: 'Referral' },
  { value: 'other', text: 'Another reason' },
];
const wayChoices: readonly Choice[] = [
  { value: 'direct', text: 'One by one' },
  { value: 'bulk', text: 'In bulk' },
  { value: 'add_connections', text: 'With Add Connections' },
  { value: 'third_party', text: 'Through a third-party service' },
];
const markChoices: readonly Choice[] = [
  { value: 'they_invited_first', text: 'They had invited me first' },
  { value: 'new_connection', text: 'Sent right after a new connection' },
];

function moreInputs({ quotas, noteChars }: LogFormFacts, quota: Quota, entered: Entered): InputBlock[] {
  const most = noteChars[quota.accountType];
  const { because, via, marks, note } = entered;
  return [
    selectInput({ id: 'because', label: 'Reason', choices: reasonChoices, value: because, optional: true }),
    selectInput({ id: 'via', label: 'Way of sending', choices: wayChoices, value: via, optional: true }),
    checkboxesInput({
      id: 'marks',
      label: 'Special cases',
      choices: markChoices,
      values: marks,
      optional: true,
    }),
    textInput({
      id: 'note',
      label: 'Note',
      hint: `What you wrote to them, ${formatCount(most)} characters at most. You and your managers can see it.`,
      multiline: true,
      // What was entered for an account that allows more is not cut off.
      max: Math.min(CAPS.plainTextInput, Math.max(most, note?.length ?? 0)),
      value: note,
      optional: true,
    }),
    ...accountInput(
      quotas.map(({ accountName }) => accountName),
      'LinkedIn account',
      { chosen: quota.accountName, tells: true },
    ),
  ];
}

/** What did not fit: to be copied from here into the next form. */
function restInput(value: string, index: number): InputBlock {
  return textInput({
    id: index === 0 ? restField : `${restField}_${index + 1}`,
    label: 'For later',
    hint: 'Not logged with this form. It is still here after you log the people above.',
    multiline: true,
    value,
    optional: true,
  });
}

function buttons({ more }: Kept): ActionsBlock {
  const button = (actionId: string, text: string) =>
    ({ type: 'button', action_id: actionId, text: { type: 'plain_text', text } }) as const;
  return {
    type: 'actions',
    block_id: 'log_buttons',
    elements: [
      button(pressed.check, 'Check These People'),
      ...(more ? [] : [button(pressed.more, 'More Options')]),
    ],
  };
}
