import { useRef, useState } from 'react';
import type { ControlProps } from './field.ts';

type Props = {
  readonly type: 'date' | 'time';
  readonly value: string;
  readonly placeholder: string | undefined;
  readonly control: ControlProps;
  /** Whether a value tells the app: then a date that is being typed waits for Enter, or for the focus to go on. */
  readonly acts: boolean;
  /** `null` where it was emptied. */
  readonly onValue: (value: string | null) => void;
};

/** The browser's own field for a day or a time. While a year is typed it is, for the browser, the year 2, then 20. */
export function MomentInput({ type, value, placeholder, control, acts, onValue }: Props) {
  const isTyping = useRef(false);
  const [draft, setDraft] = useState<string>();
  const settle = () => {
    isTyping.current = false;
    setDraft(undefined);
    if (draft !== undefined && draft !== value) onValue(draft === '' ? null : draft);
  };
  return (
    <span className="moment-box">
      <input
        type={type}
        {...control}
        className={`field moment ${type}`}
        max={type === 'date' ? '9999-12-31' : undefined}
        value={draft ?? value}
        onPointerDown={() => {
          isTyping.current = false;
        }}
        onKeyDown={(event) => {
          isTyping.current = true;
          if (event.key !== 'Enter' || draft === undefined) return;
          event.preventDefault();
          settle();
        }}
        onBlur={settle}
        onChange={({ target }) => {
          if (acts && isTyping.current) setDraft(target.value);
          else onValue(target.value === '' ? null : target.value);
        }}
      />
      {placeholder !== undefined && (draft ?? value) === '' && (
        <span className="moment-placeholder" aria-hidden="true">
          {placeholder}
        </span>
      )}
    </span>
  );
}
