import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { NotAllowedError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { changeSettings } from '../../services/change-settings.ts';
import { readManagedSettings } from '../../services/read-settings.ts';
import { boardModes, type WorkspaceSettings, warnLevels } from '../../services/settings.ts';
import type { Answered, FormState } from '../request.ts';
import { capitalised, sayMrkdwn } from '../views/say.ts';
import { workspaceConflict, workspaceSettingsView } from '../views/settings.ts';
import { boardNames, warnNames } from '../views/settings-words.ts';
import { atFields, drawnAs, enteredIn } from './drawn.ts';
import { type Form, type FormRun, parseForm } from './form.ts';
import { numberInput, radioInput, selectInput, usersInput } from './inputs.ts';
import { decodeMetadata, listOf, noticeBlocks, peopleField, plain, textOf } from './settings-parts.ts';

const callbackId = 'workspace_settings';

const metadataSchema = z.strictObject({
  /** The version that was last shown. */
  since: z.int().min(0),
  /** Counts the drawings with other values than were entered. */
  draw: z.int().min(0),
  /** Which consequence for the managers was said: saving again accepts it. */
  warned: z.enum(['nobody', 'not_me']).nullable(),
  /** Only the managers: of an admin who is none. */
  onlyManagers: z.boolean(),
});
type Metadata = z.infer<typeof metadataSchema>;

/** Managers and rules of the workspace; of an admin who is no manager only the managers. */
export async function openRules(ledger: Ledger, call: Call): Promise<Answered> {
  const { role, workspace } = await readManagedSettings(ledger, call);
  if (!role.isManager && !role.isAdmin) throw new NotAllowedError('Only managers can change the settings.');
  const metadata = { since: workspace.version, draw: 0, warned: null, onlyManagers: !role.isManager };
  return { kind: 'open', view: rulesModal(metadata, stateOf(workspace.document)) };
}

/** The form, filled in with what was saved or entered. `notice` stands at its top. */
export function rulesModal(metadata: Metadata, state: FormState, notice?: readonly string[]): ModalView {
  const managers = usersInput({
    id: 'managers',
    label: 'Managers',
    hint: 'They see every teammate’s numbers and notes, and change the settings. With nobody here, the admins and owners of this Slack are the managers.',
    optional: true,
    values: listOf(state, 'managers'),
  });
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify(metadata),
    title: plain(metadata.onlyManagers ? 'Managers' : 'Managers and rules'),
    submit: plain('Save Settings'),
    close: plain('Cancel'),
    blocks: [
      ...noticeBlocks(notice),
      ...drawnAs(metadata.draw, [managers, ...(metadata.onlyManagers ? [] : ruleInputs(state))]),
    ],
  };
}

function ruleInputs(state: FormState) {
  return [
    radioInput({
      id: 'overlapNames',
      label: 'A person whom another team has invited',
      choices: [
        { value: 'no', text: 'Say “another team”' },
        { value: 'yes', text: 'Name the teammate' },
      ],
      value: textOf(state, 'overlapNames'),
    }),
    selectInput({
      id: 'warnChannelFrom',
      label: 'Warnings to the team’s channel',
      hint: 'The guide is told there only once it is reached.',
      choices: warnLevels.map((value) => ({ value, text: capitalised(warnNames[value]) })),
      value: textOf(state, 'warnChannelFrom'),
    }),
    selectInput({
      id: 'leaderboard',
      label: 'Leaderboard for those who manage nobody',
      hint: 'Managers always see all of it.',
      choices: boardModes.map((value) => ({ value, text: capitalised(boardNames[value]) })),
      value: textOf(state, 'leaderboard'),
    }),
    numberInput({
      id: 'retentionMonths',
      label: 'Erase people’s data after so many months',
      hint: '1 to 120, from the last entry about them, unless an invite is pending. Empty for never. Counts stay.',
      optional: true,
      value: numberOf(textOf(state, 'retentionMonths')),
    }),
  ];
}

const managersSchema = z.object({ managers: peopleField });
const rulesSchema = managersSchema
  .extend({
    overlapNames: z.enum(['yes', 'no'], { error: 'Choose one.' }),
    warnChannelFrom: z.enum(warnLevels, { error: 'Choose one of the list.' }),
    leaderboard: z.enum(boardModes, { error: 'Choose one of the list.' }),
    retentionMonths: z
      .string()
      .nullable()
      .transform(numberOf)
      .refine((months) => months === null || (Number.isInteger(months) && months >= 1 && months <= 120), {
        error: 'Enter a whole number from 1 to 120, or leave it empty.',
      }),
  })
  .transform(({ overlapNames, ...entered }) => ({ ...entered, overlapNames: overlapNames === 'yes' }));

function parseRules({ onlyManagers }: Metadata, state: FormState) {
  return onlyManagers
    ? parseForm(managersSchema, state, 'managers')
    : parseForm(rulesSchema, state, 'managers');
}

export const settingsForm: Form = { callbackId, submit: save };

async function save({ ledger, call, form }: FormRun): Promise<Answered> {
  const metadata = decodeMetadata(metadataSchema, form.metadata);
  const state = enteredIn(form.state);
  const entered = parseRules(metadata, state);
  if (!entered.ok) return atFields(metadata.draw, entered.errors);
  const { managers } = entered.data;
  const { role, workspace } = await readManagedSettings(ledger, call);
  const warning = warningOf(managers, workspace.document.managers, call.userId);
  const mayWrite = role.isManager || role.isAdmin;
  // What others changed meanwhile is told first: who was put in by them is not missing in the list.
  const isCurrent = metadata.since === workspace.version;
  if (mayWrite && isCurrent && warning !== null && warning !== metadata.warned) {
    const view = rulesModal({ ...metadata, warned: warning }, state, [warnings[warning]]);
    return { kind: 'update', view };
  }
  const answer = await changeSettings(ledger, call, { since: metadata.since, change: entered.data });
  if (answer.conflict) {
    const { version: since, merged } = answer.conflict;
    const notice = workspaceConflict(answer.conflict, sayMrkdwn(call.zone));
    const next = { ...metadata, since, draw: metadata.draw + 1 };
    return { kind: 'update', view: rulesModal(next, stateOf(merged), notice) };
  }
  return workspaceSettingsView(answer);
}

/** What should be known before the list of managers is saved. */
function warningOf(
  managers: readonly string[],
  before: readonly string[],
  reader: string,
): Metadata['warned'] {
  if (managers.length === 0) return before.length === 0 ? null : 'nobody';
  return before.includes(reader) && !managers.includes(reader) ? 'not_me' : null;
}

const warnings = {
  nobody:
    '*Not saved yet.* With nobody in the list, the admins and owners of this Slack are the managers. Save again if you want that.',
  not_me:
    '*Not saved yet.* You are not in the list, so you manage no longer once it is saved. Save again if you want that.',
} as const;

function stateOf(document: WorkspaceSettings): FormState {
  const { managers, overlapNames, warnChannelFrom, leaderboard, retentionMonths } = document;
  return {
    managers,
    overlapNames: overlapNames ? 'yes' : 'no',
    warnChannelFrom,
    leaderboard,
    retentionMonths: retentionMonths === null ? null : String(retentionMonths),
  };
}

function numberOf(text: string | null): number | null {
  return text === null || text.trim() === '' ? null : Number(text);
}
