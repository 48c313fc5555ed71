import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { accountTypes } from '../../limits/policy.ts';
import { localDate } from '../../limits/windows.ts';
import type { Call } from '../../services/call.ts';
import { changeTeammate, type TeammateChange } from '../../services/change-teammate.ts';
import { readTeammate } from '../../services/read-teammate.ts';
import { parseAccountName } from '../commands/whose.ts';
import type { Answered, FormState } from '../request.ts';
import { accountRefusals, teammateView } from '../views/teammate.ts';
import { type Form, type FormRun, type Parsed, parseForm } from './form.ts';
import {
  addAccountAction,
  decodeDrawn,
  personalCallbackId,
  personalModal,
  typeField,
} from './personal-view.ts';

/** What the caller can set for themselves. */
export async function openMySettings(ledger: Ledger, call: Call): Promise<Answered> {
  return { kind: 'open', view: personalModal(await readTeammate(ledger, call), { adding: false }) };
}

export const personalForm: Form = {
  callbackId: personalCallbackId,
  submit: save,
  presses: {
    async [addAccountAction]({ ledger, call, form }) {
      const teammate = await readTeammate(ledger, call);
      return {
        kind: 'update',
        view: personalModal(teammate, { adding: true, entered: form.state, metadata: form.metadata }),
      };
    },
  },
};

async function save({ ledger, call, form: { state, metadata } }: FormRun): Promise<Answered> {
  const entered = parsePersonal(state, call);
  if (!entered.ok) return { kind: 'errors', errors: entered.errors };
  const answer = await changeTeammate(ledger, call, { ...entered.data, drawn: decodeDrawn(metadata) });
  if (answer.refusal) return { kind: 'errors', errors: { newName: accountRefusals[answer.refusal] } };
  return teammateView(answer);
}

const type = z.enum(accountTypes, { error: 'Choose one of the types in the list.' });
const daysAhead = 365;

function parsePersonal(state: FormState, { zone, now }: Call): Parsed<TeammateChange> {
  const today = localDate(zone, now);
  const last = localDate(zone, now + daysAhead * 24 * 60 * 60 * 1000);
  const typeFields = Object.keys(state).filter((field) => field.startsWith(typeField('')));
  const schema = z
    .object({
      ...Object.fromEntries(typeFields.map((field) => [field, type])),
      newName: z.string().nullish().transform(toName),
      newType: type.nullish(),
      wishes: z.array(z.string(), { error: 'Tick what you want.' }),
      checkIns: z.enum(['twice', 'weekly', 'off'], { error: 'Choose how often.' }),
      awayUntil: z.iso
        .date({ error: 'Choose a date.' })
        .refine((date) => date >= today, { error: 'That day is over. Choose today or a later day.' })
        .refine((date) => date <= last, { error: 'Choose a day within a year.' })
        .nullable(),
    })
    .transform(({ newName, newType, wishes, checkIns, awayUntil }): TeammateChange => {
      const settings = {
        notices: wishes.includes('notices'),
        ranked: wishes.includes('ranked'),
        checkIns,
        awayUntil,
      };
      const add = newName === null ? null : { name: newName, type: newType ?? 'free' };
      return { settings, add, types: typesIn(state, typeFields) };
    });
  return parseForm(schema, state, 'checkIns');
}

function typesIn(state: FormState, fields: readonly string[]): TeammateChange['types'] {
  return Object.fromEntries(
    fields.map((field) => [field.slice(typeField('').length), type.parse(state[field])]),
  );
}

/** The name as it is kept; null for none. What cannot be one is said in the words of the command, as plain text. */
function toName(text: string | null | undefined, context: z.RefinementCtx): string | null {
  if (text == null || text.trim() === '') return null;
  try {
    return parseAccountName(text);
  } catch (err) {
    if (!(err instanceof InputError)) throw err;
    context.addIssue({ code: 'custom', message: inPlainText(err.message) });
    return z.NEVER;
  }
}

function inPlainText(message: string): string {
  return message
    .replace(/`as ([^`]*)`/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
