import { useEffect } from 'react';
import type { ElementOf } from '../block-types.ts';
import { useSteady } from '../page-context.ts';
import { type ControlOf, type Field, held } from './field.ts';
import { channelChoices, conversationChoices, userChoices } from './id-choices.tsx';
import { MultiSelectBox } from './multi-select-box.tsx';
import { placeholderOf } from './names.ts';
import { SelectBox } from './select-box.tsx';

export function UsersSelect({ element, field }: ControlOf<ElementOf<'users_select'>>) {
  const known = useSteady();
  return (
    <SelectBox
      choices={userChoices(known)}
      value={held(field, element.initial_user)}
      placeholder={placeholderOf(element)}
      field={field}
    />
  );
}

export function MultiUsersSelect({ element, field }: ControlOf<ElementOf<'multi_users_select'>>) {
  const known = useSteady();
  return (
    <MultiSelectBox
      choices={userChoices(known)}
      values={held(field, element.initial_users) ?? []}
      placeholder={placeholderOf(element)}
      atMost={element.max_selected_items}
      field={field}
    />
  );
}

export function ChannelsSelect({ element, field }: ControlOf<ElementOf<'channels_select'>>) {
  const known = useSteady();
  return (
    <SelectBox
      choices={channelChoices(known)}
      value={held(field, element.initial_channel)}
      placeholder={placeholderOf(element)}
      field={field}
    />
  );
}

export function MultiChannelsSelect({ element, field }: ControlOf<ElementOf<'multi_channels_select'>>) {
  const known = useSteady();
  return (
    <MultiSelectBox
      choices={channelChoices(known)}
      values={held(field, element.initial_channels) ?? []}
      placeholder={placeholderOf(element)}
      atMost={element.max_selected_items}
      field={field}
    />
  );
}

export function ConversationsSelect({ element, field }: ControlOf<ElementOf<'conversations_select'>>) {
  const known = useSteady();
  const current = useCurrentConversation(element, field, (channel) => channel);
  return (
    <SelectBox
      choices={conversationChoices(known, element.filter)}
      value={held(field, element.initial_conversation ?? current)}
      placeholder={placeholderOf(element)}
      field={field}
    />
  );
}

export function MultiConversationsSelect({
  element,
  field,
}: ControlOf<ElementOf<'multi_conversations_select'>>) {
  const known = useSteady();
  const current = useCurrentConversation(element, field, (channel) => [channel]);
  return (
    <MultiSelectBox
      choices={conversationChoices(known, element.filter)}
      values={held(field, element.initial_conversations ?? current) ?? []}
      placeholder={placeholderOf(element)}
      atMost={element.max_selected_items}
      field={field}
    />
  );
}

type Defaulting = {
  readonly default_to_current_conversation?: boolean | undefined;
  readonly initial_conversation?: string | undefined;
  readonly initial_conversations?: readonly string[] | undefined;
};

/** Where the viewer is, if the app asked for that: it counts as entered, since only the page knows it. */
function useCurrentConversation<T>(
  element: Defaulting,
  field: Field,
  as: (channel: string) => T,
): T | undefined {
  const { channel } = useSteady();
  const { initial_conversation, initial_conversations } = element;
  const hasOwn = initial_conversation !== undefined || initial_conversations !== undefined;
  const isAsked = element.default_to_current_conversation === true && !hasOwn && channel !== undefined;
  const isMissing = isAsked && field.entered === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is missing
  useEffect(() => {
    if (isMissing) field.enter(as(channel));
  }, [isMissing]);
  return isAsked ? as(channel) : undefined;
}
