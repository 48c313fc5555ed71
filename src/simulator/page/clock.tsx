import { useId, useRef, useState } from 'react';
import { formatDateToken } from './date-token.ts';
import { usePage } from './page-context.ts';
import { useRunningTime } from './use-running-time.ts';

/** The workspace's time, where it can be moved, and the ways to move it. */
export function Clock() {
  const { state, act } = usePage();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [isJumping, setJumping] = useState(false);
  const now = useRunningTime(state.now);
  if (state.jumps.length === 0) return null;

  const { tz } = state.viewer;
  const say = (format: string) => formatDateToken(Math.floor(now / 1000), format, tz, now);
  const day = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  });
  const onToggle = (opened: boolean) => {
    setOpen(opened);
    setFailure(undefined);
    if (!opened || button.current === null || panel.current === null) return;
    const { bottom, right } = button.current.getBoundingClientRect();
    panel.current.style.top = `${bottom + 4}px`;
    panel.current.style.left = `${Math.max(8, right - panel.current.offsetWidth)}px`;
  };
  const jump = async (to: string) => {
    if (isJumping) return;
    setJumping(true);
    setFailure((await act('clock', { jump: to })).error);
    setJumping(false);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="clock-button"
        aria-expanded={isOpen}
        aria-controls={id}
        popoverTarget={id}
      >
        <svg viewBox="0 0 20 20" width="16" height="16" fill="none" stroke="currentColor" aria-hidden="true">
          <circle cx="10" cy="10" r="7.5" strokeWidth="1.6" />
          <path d="M10 5.5V10l3 2" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        <span>
          <span className="unseen">The workspace's time: </span>
          {day.format(now)}, {say('{time}')}
        </span>
      </button>
      <div
        ref={panel}
        id={id}
        className="clock-panel"
        popover="auto"
        onToggle={(event) => onToggle(event.newState === 'open')}
      >
        <p>In this workspace it is</p>
        <p role="status">
          <b>{say('{date_long}')}</b>
          <br />
          <b>{say('{time}')}</b> <span className="clock-zone">{tz}</span>
        </p>
        <div className="clock-jumps">
          {state.jumps.map(({ id: to, name }) => (
            <button
              key={to}
              type="button"
              className="drawer-action"
              // Not `disabled`: the keyboard would lose its place.
              aria-disabled={isJumping}
              onClick={() => void jump(to)}
            >
              {name}
            </button>
          ))}
        </div>
        {failure !== undefined && (
          <p className="clock-failure" role="alert">
            {failure}
          </p>
        )}
      </div>
    </>
  );
}
