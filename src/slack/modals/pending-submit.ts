import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { localDate } from '../../limits/windows.ts';
import type { ToldOutcome } from '../../services/answers.ts';
import type { Call } from '../../services/call.ts';
import { type RecordTicked, recordTicked } from '../../services/record-ticked.ts';
import { parseWhen } from '../commands/when.ts';
import { ACTIONS } from '../ids.ts';
import type { Answered, OpenForm } from '../request.ts';
import { openButton } from '../views/buttons.ts';
import { compose } from '../views/compose.ts';
import { outcomeView } from '../views/outcome.ts';
import { counted } from '../views/say.ts';
import type { FormRun } from './form.ts';
import { mostTicked, readDraft } from './pending-draft.ts';
import { tooMany } from './pending-notices.ts';

const outcomes: readonly (string | null)[] = [
  'accepted',
  'withdrawn',
  'declined',
  'ignored',
] satisfies ToldOutcome[];

/** Records what was chosen for whoever is ticked. A pasted text that was not used yet is used first. */
export async function submitPending(
  { ledger, call, form }: FormRun,
  tickPasted: (ledger: Ledger, call: Call, form: OpenForm) => Promise<Answered>,
): Promise<Answered> {
  const { ticked, outcome, on, pasted } = readDraft(form);
  if (pasted.trim() !== '') return tickPasted(ledger, call, form);
  const list = Object.keys(form.state).find((id) => id.startsWith('ticks:')) ?? 'search';
  const errors: Record<string, string> = {};
  if (ticked.length === 0) errors[list] = 'Nobody is ticked. Tick at least one person here.';
  if (ticked.length > mostTicked) errors[list] = tooMany(ticked.length);
  const when = readDate(on, call);
  if (typeof when === 'string') errors.on = when;
  if (outcome === null) errors.outcome = 'Choose what happened, for example Accepted.';
  if (typeof when === 'string' || Object.keys(errors).length > 0) return { kind: 'errors', errors };
  if (!isTold(outcome)) return keptReply(call, ticked.length);
  return outcomeView(await recordTicked(ledger, call, { outcome, inviteIds: ticked, ...(when && { when }) }));
}

/** Undefined for now: today, or no date; a sentence where it is wrong. */
function readDate(on: string | null, { zone, now }: Call): RecordTicked['when'] | string {
  if (on === null || on === localDate(zone, now)) return undefined;
  try {
    return parseWhen(on, { zone, now });
  } catch (err) {
    if (err instanceof InputError) return 'Choose a date from today to 365 days back, or empty it for today.';
    throw err;
  }
}

function isTold(outcome: string | null): outcome is ToldOutcome {
  return outcomes.includes(outcome);
}

/** *Still Waiting* is no outcome: what waits, waits. */
function keptReply({ zone }: Call, ticked: number): Answered {
  const kept =
    ticked === 1
      ? '1 invite still waits for an answer and stays in the list'
      : `${counted(ticked, 'invite')} still wait for an answer and stay in the list`;
  return compose(zone, () => [
    {
      kind: 'lines',
      lines: [
        `Thank you. ${kept}. Nothing was recorded.`,
        'Checked LinkedIn, and nobody has accepted so far? Press *None Accepted* to record that you looked.',
      ],
    },
    { kind: 'buttons', buttons: [openButton(ACTIONS.noneAccepted, 'None Accepted')] },
  ]);
}
