import { type RefObject, useEffect, useRef } from 'react';

/** When the last modal closes, the focus goes back to where it was before the first, or to the composer. */
export function useReturnedFocus(isOpen: boolean): void {
  const opener = useRef<Element>(undefined);
  useEffect(() => {
    if (isOpen) return;
    // What was pressed loses the focus while it waits for the app: the last that had it is the opener.
    const remember = ({ target }: { target: EventTarget | null }) => {
      if (target instanceof Element && target.closest('dialog') === null) opener.current = target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, [isOpen]);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && !moveFocus(opener.current))
      moveFocus(document.getElementById('composer'));
    wasOpen.current = isOpen;
  }, [isOpen]);
}

/**
 * Of one view: it begins at the field that asks for it or at its title, and when it comes to the top again, where it was
 * left.
 */
export function useViewFocus(
  isOnTop: boolean,
  view: RefObject<HTMLElement | null>,
): RefObject<Element | undefined> {
  const left = useRef<Element>(undefined);
  useEffect(() => {
    const shown = view.current;
    // Not React's event: it is mute while a question above the view goes and gives the focus back.
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.closest('dialog')?.contains(shown)) left.current = target;
    };
    shown?.addEventListener('focusin', remember);
    return () => shown?.removeEventListener('focusin', remember);
  }, [view]);
  useEffect(() => {
    const start = () =>
      view.current?.querySelector('[data-focus-on-load]') ?? view.current?.querySelector('h2');
    if (isOnTop && !moveFocus(left.current)) moveFocus(start());
  }, [isOnTop, view]);
  // What had the focus was drawn away: a keyboard goes on from the title, not from the top of the page.
  useEffect(() => {
    const isLost = left.current?.isConnected === false && document.activeElement === document.body;
    if (isOnTop && isLost) moveFocus(view.current?.querySelector('h2'));
  });
  return left;
}

/** Whether the element took the focus. */
export function moveFocus(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return document.activeElement === element;
}
