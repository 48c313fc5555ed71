import { InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Call } from '../services/call.ts';
import { nextCheckIn } from '../services/check-in-days.ts';
import { readTeammate } from '../services/read-teammate.ts';
import { findCheckInAnswer, saveCheckIn } from '../services/save-check-in.ts';
import { ACTIONS, decodeCheckIn } from './ids.ts';
import type { PressOf } from './presses.ts';
import type { FormState, Reply } from './request.ts';
import { alreadyCheckedView, notNowView } from './views/check-in.ts';
import { outcomeView } from './views/outcome.ts';

/** The buttons of a check-in, by their `action_id`. The value tells whom it asked, and when. */
export const checkInPresses: readonly (readonly [string, PressOf])[] = [
  [ACTIONS.saveCheckIn, save],
  [ACTIONS.noneAccepted, none],
  [ACTIONS.notNow, notNow],
];

type Pressed = { readonly value: string; readonly entered?: FormState };

/** Nothing ticked is no answer yet: nobody, or forgotten? The message stays, with its boxes. */
async function save(ledger: Ledger, call: Call, { value, entered = {} }: Pressed): Promise<Reply> {
  const before = await findCheckInAnswer(ledger, call, decodeCheckIn(value));
  if (before) return alreadyCheckedView(before);
  const ticked = tickedIn(entered);
  if (ticked.length === 0)
    throw new InputError(
      'Nobody is ticked, so nothing was recorded. Tick who accepted and press *Save Acceptances* again, or press *None Accepted* if nobody else has.',
    );
  return record(ledger, call, value, ticked);
}

/** Without a value it stands below another reply, and answers no check-in. */
async function none(ledger: Ledger, call: Call, { value, entered }: Pressed): Promise<Reply> {
  const before = value === '' ? null : await findCheckInAnswer(ledger, call, decodeCheckIn(value));
  if (before) return alreadyCheckedView(before);
  refuseTicks(entered);
  return record(ledger, call, value, []);
}

async function record(
  ledger: Ledger,
  call: Call,
  value: string,
  inviteIds: readonly number[],
): Promise<Reply> {
  const asked = value === '' ? null : decodeCheckIn(value);
  const answer = await saveCheckIn(ledger, call, { asked, inviteIds });
  return answer.kind === 'outcome' ? outcomeView(answer) : alreadyCheckedView(answer);
}

async function notNow(ledger: Ledger, call: Call, { value, entered }: Pressed): Promise<Reply> {
  const before = await findCheckInAnswer(ledger, call, decodeCheckIn(value));
  if (before) return alreadyCheckedView(before);
  refuseTicks(entered);
  const { settings } = await readTeammate(ledger, call);
  return notNowView({ next: nextCheckIn(settings, call.zone, call.now), zone: call.zone });
}

/** What replaces the message would throw away who was ticked. */
function refuseTicks(entered: FormState = {}): void {
  const { length } = tickedIn(entered);
  if (length === 0) return;
  const who = length === 1 ? '1 person is' : `${length} people are`;
  throw new InputError(
    `${who} ticked, so nothing was recorded. Press *Save Acceptances*, or clear the ticks first.`,
  );
}

function tickedIn(entered: FormState): readonly number[] {
  return Object.entries(entered)
    .flatMap(([id, chosen]) => (id.startsWith('ticks:') && Array.isArray(chosen) ? chosen.map(Number) : []))
    .filter(Number.isSafeInteger);
}
