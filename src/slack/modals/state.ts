import type { ViewStateValue } from '@slack/bolt';
import type { FormState } from '../request.ts';

/** Slack's state of a view, without the level of `action_id`: an input block has one element. */
export function readState(
  values: Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>,
): FormState {
  return Object.fromEntries(
    Object.entries(values).map(([blockId, elements]) => {
      const [element] = Object.values(elements);
      return [blockId, element === undefined ? null : readElement(element)];
    }),
  );
}

/** What one element holds. */
export function readElement(element: ViewStateValue): string | readonly string[] | null {
  switch (element.type) {
    case 'checkboxes':
    case 'multi_static_select':
      return (element.selected_options ?? []).map(({ value }) => value);
    case 'multi_users_select':
      return element.selected_users ?? [];
    case 'multi_conversations_select':
      return element.selected_conversations ?? [];
    case 'multi_channels_select':
      return element.selected_channels ?? [];
    default:
      return (
        element.value ??
        element.selected_option?.value ??
        element.selected_user ??
        element.selected_conversation ??
        element.selected_channel ??
        element.selected_date ??
        element.selected_time ??
        null
      );
  }
}
