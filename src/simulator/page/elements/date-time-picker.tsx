import { useState } from 'react';
import type { ElementOf } from '../block-types.ts';
import { useSteady } from '../page-context.ts';
import { type ControlOf, type ControlProps, held } from './field.ts';
import { MomentInput } from './moment-input.tsx';
import { Spinner } from './spinner.tsx';
import { secondsAt, type WallClock, wallClockOf } from './wall-clock.ts';

const empty: WallClock = { date: '', time: '' };

/** A day and a time in the viewer's zone; it has a value once it has both. */
export function DateTimePicker({ element, field }: ControlOf<ElementOf<'datetimepicker'>>) {
  const { tz } = useSteady();
  const seconds = held(field, element.initial_date_time);
  const [half, setHalf] = useState(empty);
  const shown = seconds === undefined ? half : wallClockOf(seconds, tz);
  const put = (part: 'date' | 'time', value: string | null) => {
    const next = { ...shown, [part]: value ?? '' };
    const isWhole = next.date !== '' && next.time !== '';
    setHalf(isWhole ? empty : next);
    if (isWhole) field.choose(secondsAt(next, tz));
    else if (seconds !== undefined) field.choose(null);
  };
  const { id, 'data-focus-on-load': focusOnLoad, 'aria-invalid': invalid, ...group } = field.control;
  const part = (name: 'date' | 'time'): ControlProps => ({
    id: `${id}-${name}`,
    'aria-label': name === 'date' ? 'Date' : 'Time',
    'aria-invalid': invalid,
    'data-focus-on-load': name === 'date' ? focusOnLoad : undefined,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is named by the label above, as every control is
    <div id={id} {...group} className="moments" role="group">
      {(['date', 'time'] as const).map((name) => (
        <MomentInput
          key={name}
          type={name}
          value={shown[name]}
          placeholder={name === 'date' ? 'Select a date' : 'Select a time'}
          control={part(name)}
          acts={field.acts}
          onValue={(value) => put(name, value)}
        />
      ))}
      <span className="zone-name">{tz}</span>
      <Spinner isShown={field.isBusy} />
    </div>
  );
}
