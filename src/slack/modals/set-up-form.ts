import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Ledger } from '../../ledger/connect.ts';
import { guideRange } from '../../limits/guide.ts';
import type { Call } from '../../services/call.ts';
import { readSetUp } from '../../services/read-settings.ts';
import { setUp } from '../../services/set-up.ts';
import type { Answered } from '../request.ts';
import { setUpMeanwhile, setUpView } from '../views/settings.ts';
import { type Form, type FormRun, parseForm } from './form.ts';
import { channelInput, numberInput, usersInput } from './inputs.ts';
import { openSettings } from './settings-menu.ts';
import { channelField, paragraph, peopleField, plain } from './settings-parts.ts';

const callbackId = 'set_up';
const { min, max } = guideRange;

/** The four things that set-up asks; where somebody has answered them, the settings. */
export async function openSetUp(ledger: Ledger, call: Call): Promise<Answered> {
  const asked = await readSetUp(ledger, call);
  if (asked === undefined) return openSettings(ledger, call);
  return { kind: 'open', view: setUpModal(call.userId, asked) };
}

/** `guide` is the one that holds, null for a policy without one; `members` are proposed. */
export function setUpModal(
  userId: string,
  { guide, members }: { readonly guide: number | null; readonly members: readonly string[] },
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain('Set up Headroom'),
    submit: plain('Set Up Headroom'),
    close: plain('Cancel'),
    blocks: [
      usersInput({
        id: 'managers',
        label: 'Managers',
        hint: 'They see every teammate’s numbers and notes, and change the settings.',
        values: [userId],
      }),
      channelInput({
        id: 'channel',
        label: 'Channel for digests and warnings',
        hint: 'Headroom must be in it: type /invite @Headroom there. You can send a test once this is saved. Without one nothing is posted.',
        optional: true,
      }),
      usersInput({
        id: 'members',
        label: 'Members of the first team',
        hint: 'They log their own invitations. Who has logged already stands here. You can add people and teams later.',
        optional: true,
        values: members,
      }),
      ...(guide === null ? [] : [paragraph(guideInWords), guideInput(guide)]),
    ],
  };
}

/** What limits.md wants said plainly. */
const guideInWords =
  '*LinkedIn publishes no limit.* Teams report being stopped near 100 sent a week. An article says that 300 accepted a day are allowed; that would take about a thousand sends. So Headroom shows a guide first: how many sent in 7 days are wise.';

function guideInput(value: number) {
  return numberInput({
    id: 'guide',
    label: 'Guide: sent in 7 days',
    hint: `${min} to ${max}. It advises and never refuses. Up to ${max} only for accounts that LinkedIn trusts.`,
    value,
    min,
    max,
  });
}

const guideError = { error: `Enter a whole number from ${min} to ${max}.` };
const schema = z.object({
  managers: peopleField.min(1, { error: 'Choose at least one manager.' }),
  channel: channelField,
  members: peopleField,
  guide: z
    .string(guideError)
    .transform(Number)
    .refine((guide) => Number.isInteger(guide) && guide >= min && guide <= max, guideError)
    .optional(),
});

export const setUpForm: Form = {
  callbackId,
  async submit({ ledger, call, form }: FormRun) {
    const entered = parseForm(schema, form.state, 'managers');
    if (!entered.ok) return { kind: 'errors', errors: entered.errors };
    const answer = await setUp(ledger, call, { ...entered.data, guide: entered.data.guide ?? null });
    return answer.done ? setUpView(answer) : { kind: 'errors', errors: { managers: setUpMeanwhile } };
  },
};
