import { useCallback, useRef, useState } from 'react';
import type { Block, View } from './api.ts';
import { useSteady } from './page-context.ts';

/** What was entered in a message or view, by `block_id/action_id`; see `page-acts.ts`. */
export type Values = Readonly<Record<string, unknown>>;
export type Place = { readonly channel: string; readonly ts: string } | { readonly view: string };

/** Where blocks stand: what was entered there, what is wrong there, and what acting does. */
export type Surface = {
  readonly kind: 'message' | View['type'];
  readonly blocks: readonly Block[];
  /** Entered since it was opened; what is not here still holds the element's initial value. */
  readonly values: Values;
  readonly enter: (key: string, value: unknown) => void;
  /** Errors at fields, by `block_id`. */
  readonly errors: Readonly<Record<string, string>>;
  /** Tells the app (`block_actions`). Resolves when it has acknowledged, or did not. */
  readonly press: (key: string, choice?: unknown) => Promise<void>;
  /** Says that something is on its way which a submission has to wait for; what it answers says that it has come. */
  readonly hold: () => () => void;
  readonly isHeld: boolean;
  /** Slack's word, or a sentence, for what went wrong with the last press. */
  readonly failure: string | undefined;
};

/**
 * Values stay when the app updates the blocks, as in Slack: an element with the same `block_id` and `action_id` keeps
 * what was entered in it.
 */
export function useSurface(
  kind: Surface['kind'],
  place: Place,
  blocks: readonly Block[],
  errors: Surface['errors'] = {},
): Surface {
  const { act } = useSteady();
  const [values, setValues] = useState<Values>({});
  // What waits before it tells the app must tell what is entered by then.
  const latest = useRef(values);
  const [failure, setFailure] = useState<string>();
  const [held, setHeld] = useState(0);
  const hold = useCallback(() => {
    setHeld((count) => count + 1);
    return () => setHeld((count) => count - 1);
  }, []);
  const enter = (key: string, value: unknown) => {
    latest.current = { ...latest.current, [key]: value };
    setValues(latest.current);
  };
  return {
    kind,
    blocks,
    values,
    enter,
    errors,
    hold,
    isHeld: held > 0,
    failure,
    press: async (element, choice) => {
      if (choice !== undefined) enter(element, choice);
      setFailure(undefined);
      const answer = await act('press', {
        on: place,
        element,
        ...(choice === undefined ? {} : { choice }),
        values: latest.current,
      });
      setFailure(answer.error);
    },
  };
}
