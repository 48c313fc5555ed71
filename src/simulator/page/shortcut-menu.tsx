import { type KeyboardEvent, useRef, useState } from 'react';
import { usePage } from './page-context.ts';

type Props = { readonly isDisabled: boolean; readonly onFailure: (reason: string | undefined) => void };

/** The app's global shortcuts; no button where it has none. */
export function ShortcutMenu({ isDisabled, onFailure }: Props) {
  const { state, act } = usePage();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const shortcuts = state.shortcuts.filter(({ type }) => type === 'global');
  if (shortcuts.length === 0) return null;

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const run = async (callbackId: string) => {
    close();
    const { error } = await act('shortcut', { callbackId });
    onFailure(error && `The shortcut did not work: ${error}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const now = items.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="composer-tool"
        aria-label="Shortcuts"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" fill="none" aria-hidden="true">
          <path d="M11 2 4 11.5h5L8.5 18 16 8.5h-5.5z" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
      {isOpen && (
        <div
          ref={menu}
          className="shortcut-menu"
          role="menu"
          aria-label="Shortcuts"
          onKeyDown={onKeyDown}
          onBlur={({ currentTarget, relatedTarget }) => {
            const stays = currentTarget.contains(relatedTarget) || relatedTarget === button.current;
            if (!stays) setOpen(false);
          }}
        >
          {shortcuts.map(({ id, name, description }, index) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              // The menu opens with its first item ready.
              ref={index === 0 ? focusOnce : undefined}
              onClick={() => void run(id)}
            >
              <b>{name}</b>
              <span>{description || state.app.name}</span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function focusOnce(item: HTMLElement | null): void {
  item?.focus();
}
