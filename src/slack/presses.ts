import { InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Answer } from '../services/answers.ts';
import type { Call } from '../services/call.ts';
import { chooseOutcome } from '../services/choose-outcome.ts';
import { dismissRefusals } from '../services/dismiss-refusals.ts';
import { logAnyway } from '../services/log-anyway.ts';
import { queueExport } from '../services/queue-export.ts';
import { readQuota } from '../services/read-quota.ts';
import { tellTeam } from '../services/tell-team.ts';
import { undoRequest } from '../services/undo-request.ts';
import { checkInPresses } from './check-in-presses.ts';
import { digestPresses } from './digest-presses.ts';
import { homePresses } from './home/presses.ts';
import { ACTIONS, decodeRequestPart, type RequestPart } from './ids.ts';
import { openBoard, turnBoard } from './modals/board-form.ts';
import { openLogForm } from './modals/log-form.ts';
import { openPendingForm } from './modals/pending-form.ts';
import { openMySettings } from './modals/personal-form.ts';
import { openPolicyForm } from './modals/policy-form.ts';
import { settingsPresses } from './modals/settings-presses.ts';
import type { Answered, Press, Reply } from './request.ts';
import { answerView } from './views/answer.ts';
import { quotaView } from './views/quota.ts';

/** What a button does, wherever it stands. */
export type PressOf = (
  ledger: Ledger,
  call: Call,
  press: Omit<Press, 'actionId'>,
) => Promise<Answered> | Answered;

/** A button that points at a request, and what it answers. */
function onRequest(act: (ledger: Ledger, call: Call, part: RequestPart) => Promise<Answer>): PressOf {
  return async (ledger, call, { value }) => viewOf(await act(ledger, call, decodeRequestPart(value)));
}

/** Every button, by its `action_id`. */
export const presses: ReadonlyMap<string, PressOf> = new Map<string, PressOf>([
  [ACTIONS.logAnyway, onRequest(logAnyway)],
  [ACTIONS.dismiss, onRequest(dismissRefusals)],
  // The whole request below whose reply it stands; and one entry of a request: what another undo waits for.
  [ACTIONS.undo, onRequest((ledger, call, { requestId }) => undoRequest(ledger, call, { requestId }))],
  [
    ACTIONS.undoEntry,
    onRequest((ledger, call, { requestId, ordinal }) =>
      undoRequest(ledger, call, { requestId, ordinal: ordinal - 1 }),
    ),
  ],
  [ACTIONS.choose, onRequest(chooseOutcome)],
  [ACTIONS.tellTeam, onRequest(tellTeam)],
  [ACTIONS.openLog, (ledger, call) => openLogForm(ledger, call)],
  [
    ACTIONS.openPending,
    (ledger, call, { value }) =>
      openPendingForm(ledger, call, value === 'accepted' ? { outcome: 'accepted' } : {}),
  ],
  [ACTIONS.myRoom, async (ledger, call) => quotaView(await readQuota(ledger, call), null)],
  ...checkInPresses,
  ...homePresses,
  ...settingsPresses,
  [ACTIONS.openPolicy, openPolicyForm],
  [ACTIONS.openMySettings, openMySettings],
  [ACTIONS.openBoard, (ledger, call, { value }) => openBoard(ledger, call, value)],
  [ACTIONS.boardPage, (ledger, call, { value }) => turnBoard(ledger, call, value)],
  ...digestPresses,
  [ACTIONS.export, async (ledger, call) => viewOf(await queueExport(ledger, call, {}))],
]);

export function findPress(actionId: string): PressOf {
  const press = presses.get(actionId);
  if (!press) throw new InputError('This button is out of date. Type `/invites help`.');
  return press;
}

function viewOf(answer: Answer): Reply {
  const reply = answerView(answer);
  if (!reply) throw new Error('a request that never happened has no reply');
  return reply;
}
