import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

export type MenuItem = { readonly id: string; readonly words: ReactNode };

type Props = {
  readonly name: string;
  readonly icon: ReactNode;
  readonly items: readonly MenuItem[];
  readonly onPick: (id: string) => void;
  readonly className: string;
  readonly buttonClass?: string;
  readonly isDisabled?: boolean;
  /** Which side of the button it hangs from; it changes sides where there is no room. */
  readonly side: 'below' | 'above';
  readonly onOpen?: (isOpen: boolean) => void;
};

/** What stands between a menu and the window's edge. */
const marginPixels = 8;

/** A button and the list it opens. A popover, since what scrolls would cut it off. */
export function Menu({ name, icon, items, onPick, className, buttonClass, isDisabled, side, onOpen }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  const all = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const onToggle = (opened: boolean) => {
    setOpen(opened);
    onOpen?.(opened);
    if (!opened || button.current === null || menu.current === null) return;
    place(menu.current, button.current.getBoundingClientRect(), side);
    all()[0]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const now = all().findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') menu.current?.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    all()
      .at(next % items.length)
      ?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={isDisabled}
        popoverTarget={id}
      >
        {icon}
      </button>
      <div
        ref={menu}
        id={id}
        className={`action-menu ${className}`}
        role="menu"
        aria-label={name}
        popover="auto"
        onToggle={(event) => onToggle(event.newState === 'open')}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              menu.current?.hidePopover();
              onPick(item.id);
            }}
          >
            {item.words}
          </button>
        ))}
      </div>
    </>
  );
}

/** Inside the window, whatever the side; below, its right edge is under the button's. */
function place(menu: HTMLElement, { top, bottom, left, right }: DOMRect, side: Props['side']): void {
  const { width, height } = menu.getBoundingClientRect();
  const fits = {
    below: bottom + height + marginPixels <= window.innerHeight,
    above: top - height >= marginPixels,
  };
  const other = side === 'below' ? 'above' : 'below';
  const isBelow = (fits[side] ? side : other) === 'below';
  const wanted = side === 'below' ? right - width : left;
  menu.style.top = `${isBelow ? bottom : Math.max(marginPixels, top - height)}px`;
  menu.style.left = `${Math.max(marginPixels, Math.min(wanted, window.innerWidth - width - marginPixels))}px`;
}
