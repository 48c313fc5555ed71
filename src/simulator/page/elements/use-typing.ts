import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Field } from './field.ts';

type Typed = {
  readonly dispatch_action_config?:
    | { readonly trigger_actions_on: readonly ('on_enter_pressed' | 'on_character_entered')[] }
    | undefined;
};

/** A pause this long ends what is told as one. */
const pauseMs = 500;

/** What typing does: it is kept, and where the input tells the app, at Enter or when the typing pauses. */
export function useTyping(element: Typed, field: Field) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(field);
  latest.current = field;
  useEffect(() => () => clearTimeout(timer.current), []);

  const on = field.acts ? (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']) : [];
  const tellsAtEnter = on.includes('on_enter_pressed');
  const onValue = (value: unknown) => {
    field.enter(value);
    if (!on.includes('on_character_entered')) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current.tell(value), pauseMs);
  };
  const onKeyDown = (event: KeyboardEvent, value: unknown) => {
    if (!tellsAtEnter || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    clearTimeout(timer.current);
    field.tell(value);
  };
  return { onValue, onKeyDown, tellsAtEnter };
}
