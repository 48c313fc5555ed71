import type { ActionsBlock, Button } from '@slack/types';
import { CAPS } from '../caps.ts';

/** A button in Home that points at nothing: what it does says its id. */
export function homeButton(actionId: string, text: string, style?: 'primary'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text },
    ...(style && { style }),
  };
}

/** What a screen reader says of a button where several have the same text: as much of it as Slack takes. */
export function spokenLabel(text: string): string {
  let label = '';
  for (const character of text) {
    if (label.length + character.length > CAPS.buttonText) break;
    label += character;
  }
  return label;
}

/** A row of buttons; none without any. */
export function row(buttons: readonly Button[]): ActionsBlock[] {
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: [...buttons] }];
}

export function header(text: string) {
  return { type: 'header', text: { type: 'plain_text', text } } as const;
}
