import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { changeTeam } from '../../services/change-team.ts';
import { parseZone } from '../../services/parse-zone.ts';
import { digestRhythms, quietDays, type TeamFields } from '../../services/settings.ts';
import type { Answered, FormState } from '../request.ts';
import { capitalised, sayMrkdwn } from '../views/say.ts';
import { teamConflict, teamView } from '../views/settings.ts';
import { dayNames, quietNames, rhythmNames } from '../views/settings-words.ts';
import { atFields, drawnAs, enteredIn } from './drawn.ts';
import { type Form, type FormRun, parseForm } from './form.ts';
import { checkboxesInput, radioInput, textInput, timeInput } from './inputs.ts';
import { decodeMetadata, decodeTeam, listOf, noticeBlocks, plain, textOf } from './settings-parts.ts';
import { readTeamToChange } from './team-page.ts';

const callbackId = 'team_times';

const metadataSchema = z.strictObject({
  team: z.int().min(1),
  since: z.int().min(0),
  /** Counts the drawings with other values than were entered. */
  draw: z.int().min(0),
});
type Metadata = z.infer<typeof metadataSchema>;

/** When a team works, and when its digest comes. */
export async function openTimes(ledger: Ledger, call: Call, value: string): Promise<Answered> {
  const { team } = await readTeamToChange(ledger, call, decodeTeam(value));
  const metadata = { team: team.team, since: team.version, draw: 0 };
  return { kind: 'open', view: timesModal(metadata, stateOf(team.document)) };
}

function stateOf({ workingDays, holidays, ...fields }: TeamFields): FormState {
  const { zone, digestAt, digestEvery, quietDays } = fields;
  const days = { workingDays: workingDays.map(String), holidays: holidays.join('\n') };
  return { zone, digestAt, digestEvery, quietDays, ...days };
}

export function timesModal(metadata: Metadata, state: FormState, notice?: readonly string[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify(metadata),
    title: plain('Times of the team'),
    submit: plain('Save Team'),
    close: plain('Cancel'),
    blocks: [...noticeBlocks(notice), ...drawnAs(metadata.draw, timeInputs(state))],
  };
}

function timeInputs(state: FormState): KnownBlock[] {
  return [
    zoneInput(textOf(state, 'zone')),
    radioInput({
      id: 'digestEvery',
      label: 'Digest',
      choices: digestRhythms.map((value) => ({ value, text: capitalised(rhythmNames[value]) })),
      value: textOf(state, 'digestEvery'),
    }),
    timeInput({
      id: 'digestAt',
      label: 'Time of the digest',
      hint: 'In the time zone above.',
      value: textOf(state, 'digestAt'),
    }),
    radioInput({
      id: 'quietDays',
      label: 'Digest when nothing was logged',
      choices: quietDays.map((value) => ({ value, text: capitalised(quietNames[value]) })),
      value: textOf(state, 'quietDays'),
    }),
    checkboxesInput({
      id: 'workingDays',
      label: 'Working days',
      choices: dayNames.map((text, index) => ({ value: String(index + 1), text })),
      values: listOf(state, 'workingDays'),
    }),
    textInput({
      id: 'holidays',
      label: 'Holidays',
      hint: 'One date a line, like 2026-12-25.',
      optional: true,
      multiline: true,
      value: textOf(state, 'holidays'),
    }),
  ];
}

export function zoneInput(value: string | null): InputBlock {
  return textInput({
    id: 'zone',
    label: 'Time zone',
    hint: 'Continent/City, like Europe/Berlin or America/New_York.',
    value,
    max: 60,
  });
}

export const zoneField = z
  .string({ error: 'Enter a time zone, like Europe/Berlin.' })
  .transform((typed, ctx) => {
    try {
      return parseZone(typed);
    } catch (err) {
      if (!(err instanceof InputError)) throw err;
      ctx.addIssue(err.message);
      return z.NEVER;
    }
  });

const mostHolidays = 200;

const schema = z.object({
  zone: zoneField,
  digestEvery: z.enum(digestRhythms, { error: 'Choose how often.' }),
  quietDays: z.enum(quietDays, { error: 'Choose what is posted then.' }),
  digestAt: z.string({ error: 'Choose a time.' }).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
    error: 'Choose a time, like 16:30.',
  }),
  workingDays: z
    .array(z.enum(['1', '2', '3', '4', '5', '6', '7']).transform(Number), { error: 'Tick at least one day.' })
    .min(1, { error: 'Tick at least one day.' })
    .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  holidays: z
    .string()
    .nullable()
    .transform((typed, ctx) => {
      const dates = [...new Set((typed ?? '').split(/[\s,;]+/).filter((date) => date !== ''))].sort();
      const wrong = dates.find((date) => !z.iso.date().safeParse(date).success);
      if (wrong !== undefined)
        ctx.addIssue(`“${wrong.slice(0, 40)}” is no date. Write each as YYYY-MM-DD, like 2026-12-25.`);
      if (dates.length > mostHolidays) ctx.addIssue(`Enter ${mostHolidays} dates at most.`);
      return dates;
    }),
});

export const teamTimesForm: Form = { callbackId, submit: save };

async function save({ ledger, call, form }: FormRun): Promise<Answered> {
  const metadata = decodeMetadata(metadataSchema, form.metadata);
  const { team, since, draw } = metadata;
  const entered = parseForm(schema, enteredIn(form.state), 'zone');
  if (!entered.ok) return atFields(draw, entered.errors);
  const answer = await changeTeam(ledger, call, { team, since, change: entered.data });
  if (answer.refusal?.kind !== 'conflict') return teamView(answer);
  const { version, merged } = answer.refusal.conflict;
  const notice = teamConflict(answer.refusal, sayMrkdwn(call.zone));
  return {
    kind: 'update',
    view: timesModal({ team, since: version, draw: draw + 1 }, stateOf(merged), notice),
  };
}
