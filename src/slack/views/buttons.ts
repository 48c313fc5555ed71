import type { Button } from '@slack/types';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Part } from './compose.ts';

/** A button in a reply. `value` points at a request (`ids.ts`). */
export function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text }, value };
}

/** A button that opens a form: it carries nothing. */
export function openButton(actionId: string, text: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text } };
}

/** What stands below every reply that recorded something. */
export function undoButton(requestId: number): Part {
  return {
    kind: 'buttons',
    buttons: [button(ACTIONS.undo, 'Undo', encodeRequestPart({ requestId, ordinal: 1 }))],
  };
}
