import { type RefObject, useEffect, useRef, useState } from 'react';
import type { View } from './api.ts';
import { moveFocus } from './modal-focus.ts';
import { usePage } from './page-context.ts';
import { type Surface, useSurface } from './surface.ts';

type Submission = {
  readonly surface: Surface;
  readonly isLoading: boolean;
  /** Nothing was entered yet. */
  readonly isBlank: boolean;
  /** Why the submission did not reach the app, or its answer not us. */
  readonly problem: string | undefined;
  readonly submit: () => Promise<void>;
};

type Found = { readonly hash: string; readonly errors: Surface['errors'] };

/** What is entered in a view, and what the app says to it. Errors go when their field changes, or the whole view. */
export function useSubmission(
  view: View,
  form: RefObject<HTMLFormElement | null>,
  left: RefObject<Element | undefined>,
): Submission {
  const { act } = usePage();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [found, setFound] = useState<Found>({ hash: view.hash, errors: {} });
  const errors = found.hash === view.hash ? found.errors : {};
  const surface = useSurface('modal', { view: view.id }, view.blocks, errors);

  // A field takes the focus only once it was drawn as one that can be used again.
  const refocus = useRef<() => void>(undefined);
  useEffect(() => {
    if (isLoading) return;
    refocus.current?.();
    refocus.current = undefined;
  });

  const submit = async () => {
    if (isLoading || surface.isHeld || view.submit === undefined) return;
    const before = document.activeElement;
    form.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
    setLoading(true);
    setProblem(undefined);
    setFound({ hash: view.hash, errors: {} });
    const answer = await act('submit', { view: view.id, values: surface.values });
    left.current = before ?? undefined;
    const invalid = () => form.current?.querySelector('[aria-invalid=true]');
    refocus.current = () => moveFocus(answer.errors === undefined ? before : invalid());
    setLoading(false);
    setProblem(answer.error);
    setFound({ hash: view.hash, errors: answer.errors ?? {} });
  };
  const mend = (key: string) =>
    setFound(({ hash, errors: before }) => ({ hash, errors: withoutField(before, key) }));
  return {
    surface: {
      ...surface,
      enter: (key, value) => {
        mend(key);
        surface.enter(key, value);
      },
      press: (key, choice) => {
        mend(key);
        return surface.press(key, choice);
      },
    },
    isLoading,
    isBlank: Object.keys(surface.values).length === 0,
    problem,
    submit,
  };
}

/** `key` is `block_id/action_id`; either may have a slash of its own. */
function withoutField(errors: Surface['errors'], key: string): Surface['errors'] {
  return Object.fromEntries(Object.entries(errors).filter(([block]) => !key.startsWith(`${block}/`)));
}
