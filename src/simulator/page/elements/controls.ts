import type { ComponentType } from 'react';
import type { ElementOf, PageElement } from '../block-types.ts';
import { Button } from './button.tsx';
import { Checkboxes } from './checkboxes.tsx';
import { DatePicker } from './date-picker.tsx';
import { DateTimePicker } from './date-time-picker.tsx';
import { FeedbackButtons } from './feedback-buttons.tsx';
import type { ControlOf } from './field.ts';
import { FileInput } from './file-input.tsx';
import { IconButton } from './icon-button.tsx';
import {
  ChannelsSelect,
  ConversationsSelect,
  MultiChannelsSelect,
  MultiConversationsSelect,
  MultiUsersSelect,
  UsersSelect,
} from './id-selects.tsx';
import { NumberInput } from './number-input.tsx';
import { Overflow } from './overflow.tsx';
import { RadioButtons } from './radio-buttons.tsx';
import { RichTextInput } from './rich-text-input.tsx';
import { MultiStaticSelect, StaticSelect } from './static-selects.tsx';
import { EmailInput, PlainTextInput, UrlInput } from './text-inputs.tsx';
import { TimePicker } from './time-picker.tsx';

/** Every element this page can act on. The others are shown as what they are. */
const controls: { readonly [T in PageElement['type']]?: ComponentType<ControlOf<ElementOf<T>>> } = {
  button: Button,
  overflow: Overflow,
  static_select: StaticSelect,
  multi_static_select: MultiStaticSelect,
  users_select: UsersSelect,
  multi_users_select: MultiUsersSelect,
  channels_select: ChannelsSelect,
  multi_channels_select: MultiChannelsSelect,
  conversations_select: ConversationsSelect,
  multi_conversations_select: MultiConversationsSelect,
  checkboxes: Checkboxes,
  radio_buttons: RadioButtons,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
  plain_text_input: PlainTextInput,
  email_text_input: EmailInput,
  url_text_input: UrlInput,
  number_input: NumberInput,
  rich_text_input: RichTextInput,
  file_input: FileInput,
  feedback_buttons: FeedbackButtons,
  icon_button: IconButton,
};

/** The table ties each type to its control; what is looked up by a type is given an element of that type. */
export function controlOf(type: PageElement['type']): ComponentType<ControlOf<PageElement>> | undefined {
  return controls[type] as ComponentType<ControlOf<PageElement>> | undefined;
}
