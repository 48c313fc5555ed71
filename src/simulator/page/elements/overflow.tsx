import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { ElementOf, Option } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import { Words } from '../words.tsx';
import type { ControlOf } from './field.ts';

const steps: Readonly<Record<string, (from: number, count: number) => number>> = {
  ArrowDown: (from, count) => (from + 1) % count,
  ArrowUp: (from, count) => (from - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The ⋯ menu. The browser closes it on a click elsewhere. */
export function Overflow({ element, field }: ControlOf<ElementOf<'overflow'>>) {
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const close = () => {
    menu.current?.hidePopover();
    button.current?.focus();
  };
  const pick = ({ url, value }: Option) => {
    close();
    if (url !== undefined) window.open(url, '_blank', 'noopener');
    field.tell(value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((one) => one.matches(':focus'));
    const step = steps[event.key];
    if (event.key === 'Tab') return close();
    if (event.key === 'Escape') close();
    else if (step !== undefined) all[step(at, all.length)]?.focus();
    else return;
    // The modal below does not take the same key.
    event.preventDefault();
  };
  return (
    <span className="menu-anchor">
      <button
        ref={button}
        type="button"
        {...field.control}
        className="button overflow"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        popoverTarget={menuId}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          menu.current?.showPopover();
        }}
      >
        <Icon name="more" size={18} />
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        role="menu"
        className="popup menu"
        aria-label="More actions"
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          const opens = event.newState === 'open';
          setOpen(opens);
          if (opens) items()[0]?.focus();
        }}
      >
        {element.options.map((option) => (
          <button
            key={option.value}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="popup-item"
            onClick={() => pick(option)}
          >
            <Words text={option.text} />
            {option.description !== undefined && (
              <span className="detail">
                <Words text={option.description} />
              </span>
            )}
          </button>
        ))}
      </div>
    </span>
  );
}
