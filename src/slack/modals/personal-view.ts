import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type AccountType, accountTypes } from '../../limits/policy.ts';
import type { Teammate } from '../../services/read-teammate.ts';
import type { FormState } from '../request.ts';
import { accountTypeNames } from '../views/meters.ts';
import { capitalised, escapeText } from '../views/say.ts';
import { checkInNames } from '../views/teammate.ts';
import { checkboxesInput, dateInput, radioInput, selectInput, textInput } from './inputs.ts';
import { decodeMetadata } from './settings-parts.ts';

export const personalCallbackId = 'personal';
export const addAccountAction = 'personal_add_account';

/** The field of an account's type. */
export const typeField = (accountName: string): string => `type.${accountName}`;

const drawnSchema = z.strictObject({
  settings: z.strictObject({
    notices: z.boolean(),
    checkIns: z.enum(['twice', 'weekly', 'off']),
    awayUntil: z.string().nullable(),
    ranked: z.boolean(),
  }),
  types: z.record(z.string(), z.enum(accountTypes)),
});

/** What the form showed when it was opened, whatever changes meanwhile. */
function encodeDrawn({ settings, accounts }: Pick<Teammate, 'settings' | 'accounts'>): string {
  const types = Object.fromEntries(accounts.map(({ name, type }) => [name, type]));
  return JSON.stringify({ settings, types } satisfies z.infer<typeof drawnSchema>);
}

/** Throws InputError for what no form of this version carries. */
export function decodeDrawn(metadata: string): z.infer<typeof drawnSchema> {
  return decodeMetadata(drawnSchema, metadata);
}

/** More than any name that is right; what is longer is a mistake, and is told so. */
const mostOfAName = 80;

/** What somebody sets for themselves. `adding`: with the fields of a further account. */
export function personalModal(
  { settings, accounts, zone }: Teammate,
  {
    adding,
    entered = {},
    metadata = encodeDrawn({ settings, accounts }),
  }: { readonly adding: boolean; readonly entered?: FormState; readonly metadata?: string },
): ModalView {
  const text = (field: string, stored: string | null) => {
    const value = entered[field];
    return value === undefined ? stored : typeof value === 'string' ? value : null;
  };
  const wishes = [...(settings.notices ? ['notices'] : []), ...(settings.ranked ? ['ranked'] : [])];
  const ticked = entered.wishes;
  return {
    type: 'modal',
    callback_id: personalCallbackId,
    private_metadata: metadata,
    title: plain('My settings'),
    submit: plain('Save Settings'),
    close: plain('Cancel'),
    blocks: [
      ...accounts.map(({ name, type }) =>
        selectInput({
          id: typeField(name),
          label: name === '' ? 'Type of my LinkedIn account' : `Type of my account ${name}`,
          choices: typeChoices,
          value: text(typeField(name), type),
        }),
      ),
      ...(adding ? newAccount(text) : [addButton]),
      checkboxesInput({
        id: 'wishes',
        label: 'What I want',
        optional: true,
        choices: [
          {
            value: 'notices',
            text: 'Notices about my account by direct message',
            description: 'Limits near, a block’s end, three working days without a log.',
          },
          {
            value: 'ranked',
            text: 'My name on the leaderboard',
            description: 'Without it what I do still counts in the team’s total.',
          },
        ],
        values: Array.isArray(ticked) ? ticked : wishes,
      }),
      radioInput({
        id: 'checkIns',
        label: 'Check-ins',
        hint: 'A direct message at 16:00 that asks who accepted. None comes while you are away, or wait for nobody.',
        choices: Object.entries(checkInNames).map(([value, words]) => ({ value, text: capitalised(words) })),
        value: text('checkIns', settings.checkIns),
      }),
      dateInput({
        id: 'awayUntil',
        label: 'Away until',
        hint: 'Your last day away. Empty while you are here.',
        optional: true,
        value: text('awayUntil', settings.awayUntil),
      }),
      context(
        `Your days begin at midnight in ${escapeText(zone)}. That is the time zone of your Slack profile: change it there.`,
      ),
    ],
  };
}

function newAccount(text: (field: string, stored: string | null) => string | null): KnownBlock[] {
  return [
    textInput({
      id: 'newName',
      label: 'Name of the further account',
      hint: 'A word you will type, like founder. Empty for none.',
      optional: true,
      max: mostOfAName,
      value: text('newName', null),
    }),
    selectInput({
      id: 'newType',
      label: 'Type of the further account',
      choices: typeChoices,
      value: text('newType', 'free'),
    }),
  ];
}

const typeChoices = accountTypes.map((value: AccountType) => ({ value, text: accountTypeNames[value] }));

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

const addButton: KnownBlock = {
  type: 'actions',
  elements: [{ type: 'button', action_id: addAccountAction, text: plain('Add Account') }],
};
