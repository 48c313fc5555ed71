import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Message } from './api.ts';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

type Props = { readonly message: Message; readonly onFailure: (reason: string | undefined) => void };

/** What stands between a menu and the window's edge. */
const marginPixels = 8;

/** The ⋯ of a message: the app's shortcuts. A popover, since the list would cut it off. */
export function MessageMenu({ message, onFailure }: Props) {
  const { state, act } = usePage();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const shortcuts = state.shortcuts.filter(({ type }) => type === 'message');
  if (shortcuts.length === 0) return null;

  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const onToggle = (opened: boolean) => {
    setOpen(opened);
    if (!opened || button.current === null || menu.current === null) return;
    place(menu.current, button.current.getBoundingClientRect());
    items()[0]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const now = all.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') menu.current?.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    all.at(next % all.length)?.focus();
  };
  const run = async (callbackId: string) => {
    menu.current?.hidePopover();
    const { channel, ts } = message;
    onFailure((await act('shortcut', { callbackId, message: { channel, ts } })).error);
  };
  return (
    <div className={isOpen ? 'message-toolbar open' : 'message-toolbar'}>
      <button
        ref={button}
        type="button"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        popoverTarget={id}
      >
        <Icon name="more" size={18} />
      </button>
      <div
        ref={menu}
        id={id}
        className="message-menu"
        role="menu"
        aria-label="More actions"
        popover="auto"
        onToggle={(event) => onToggle(event.newState === 'open')}
        onKeyDown={onKeyDown}
      >
        {shortcuts.map(({ id: callbackId, name }) => (
          <button
            key={callbackId}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => void run(callbackId)}
          >
            <span>{name}</span>
            <span className="menu-app">{state.app.name}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

/** Below the button, or above where there is no room; its right edge under the button's. */
function place(menu: HTMLElement, { top, bottom, right }: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + height + marginPixels <= window.innerHeight;
  menu.style.top = `${below ? bottom : Math.max(marginPixels, top - height)}px`;
  menu.style.left = `${Math.max(marginPixels, right - width)}px`;
}
