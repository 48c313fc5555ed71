import { type RefObject, useEffect, useRef, useState } from 'react';

export type Rail = {
  readonly box: RefObject<HTMLElement | null>;
  /** Of a narrow window; in a wide one the rail always stands there. */
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
};

/** The rail of a narrow window: it opens over the conversation and takes the focus; Escape and a choice give it back. */
export function useRail(): Rail {
  const box = useRef<HTMLElement>(null);
  const before = useRef<Element>(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    if (!isOpen) return;
    box.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      giveBack(before.current);
    };
    const onOutside = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target) === false) setOpen(false);
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('focusin', onOutside);
    window.addEventListener('pointerdown', onOutside);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('focusin', onOutside);
      window.removeEventListener('pointerdown', onOutside);
    };
  }, [isOpen]);

  return {
    box,
    isOpen,
    open: () => {
      before.current = document.activeElement;
      setOpen(true);
    },
    close: () => {
      if (!isOpen) return;
      setOpen(false);
      giveBack(before.current);
    },
  };
}

function giveBack(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus();
}
