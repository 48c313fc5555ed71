import type { PageElement } from '../block-types.ts';

/** What Slack writes into an element that says nothing itself. */
const defaults: { readonly [T in PageElement['type']]?: string } = {
  overflow: 'More actions',
  static_select: 'Select an item',
  multi_static_select: 'Select items',
  users_select: 'Select a user',
  multi_users_select: 'Select users',
  channels_select: 'Select a channel',
  multi_channels_select: 'Select channels',
  conversations_select: 'Select a conversation',
  multi_conversations_select: 'Select conversations',
  datepicker: 'Select a date',
  timepicker: 'Select a time',
  datetimepicker: 'Select a date and time',
  checkboxes: 'Options',
  radio_buttons: 'Options',
};

export function placeholderOf(element: PageElement): string | undefined {
  const own = 'placeholder' in element ? element.placeholder?.text : undefined;
  return own ?? defaults[element.type];
}

type Name = {
  readonly 'aria-label'?: string | undefined;
  readonly 'aria-labelledby'?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
};

/** The name of an element that no label stands above. Buttons say theirs themselves. */
export function nameOf(element: PageElement, besideId: string | undefined): Name {
  if (!(element.type in defaults)) return {};
  const own = 'placeholder' in element && element.placeholder !== undefined;
  if (!own && besideId !== undefined && element.type !== 'overflow') return { 'aria-labelledby': besideId };
  return { 'aria-label': placeholderOf(element), 'aria-describedby': besideId };
}
