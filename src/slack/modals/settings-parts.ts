import type { Button, ConfirmationDialog, KnownBlock } from '@slack/types';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { CAPS } from '../caps.ts';
import { spokenLabel } from '../home/button.ts';
import type { FormState } from '../request.ts';

/** A paragraph in mrkdwn, with a button beside it. */
export function paragraph(text: string, accessory?: Button): KnownBlock {
  const shown = text.length <= CAPS.sectionText ? text : `${text.slice(0, CAPS.sectionText - 1)}…`;
  return { type: 'section', text: { type: 'mrkdwn', text: shown }, ...(accessory && { accessory }) };
}

/** What stands at the top of a form that was not saved. */
export function noticeBlocks(notice: readonly string[] | undefined): KnownBlock[] {
  return notice === undefined ? [] : [paragraph(notice.join('\n')), { type: 'divider' }];
}

/** A button in a modal. With a value its id is unique in the view: what follows the colon is cut off again. */
export function modalButton(
  actionId: string,
  text: string,
  {
    value,
    style,
    confirm,
    of,
  }: {
    readonly value?: string;
    readonly style?: 'primary' | 'danger';
    readonly confirm?: ConfirmationDialog;
    /** What it is about, for a screen reader, where several buttons say the same. */
    readonly of?: string;
  } = {},
): Button {
  return {
    type: 'button',
    action_id: value === undefined ? actionId : `${actionId}:${value}`,
    text: plain(text),
    ...(value !== undefined && { value }),
    ...(style && { style }),
    ...(confirm && { confirm }),
    ...(of !== undefined && { accessibility_label: spokenLabel(`${text}: ${of}`) }),
  };
}

export const plain = (text: string) => ({ type: 'plain_text', text }) as const;

/** What a form carries of what it was opened with. Throws InputError for what no form of this version carries. */
export function decodeMetadata<S extends z.ZodType>(schema: S, metadata: string): z.output<S> {
  const { success, data } = json.pipe(schema).safeParse(metadata);
  if (success) return data;
  throw new InputError('This form is out of date. Close it and open it again.');
}

const json = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text);
  } catch (err) {
    if (!(err instanceof SyntaxError)) throw err;
    ctx.addIssue('no JSON');
    return z.NEVER;
  }
});

/** The number of a team, of a button's value. Throws InputError for any other. */
export function decodeTeam(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InputError('This button is out of date. Open the settings again with `/invites settings`.');
}

/** A channel or a member, of a button's value. Throws InputError for anything else. */
export function decodePlace(value: string): string {
  if (/^[CGUW][A-Z0-9]{1,40}$/.test(value)) return value;
  throw new InputError('This button is out of date. Open the settings again with `/invites settings`.');
}

/** What was entered in a field, as a text; null where nothing was. */
export function textOf(state: FormState, field: string): string | null {
  const value = state[field];
  return typeof value === 'string' ? value : null;
}

/** What was chosen in a field, of several. */
export function listOf(state: FormState, field: string): readonly string[] {
  const value = state[field];
  return typeof value === 'object' && value !== null ? value : [];
}

/** More people than a list of Slack holds well. */
export const mostPeople = 1_000;

/** People of this Slack. */
export const peopleField = z
  .array(z.string().regex(/^[UW][A-Z0-9]+$/), { error: 'Choose people from the list.' })
  .max(mostPeople, { error: 'Choose 1,000 people at most.' });

/** A channel; null for none. */
export const channelField = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, { error: 'Choose a channel from the list, no direct message.' })
  .nullable();
