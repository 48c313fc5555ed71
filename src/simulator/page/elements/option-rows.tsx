import { useId } from 'react';
import type { Option } from '../block-types.ts';
import { Words } from '../words.tsx';
import type { Field } from './field.ts';
import { Spinner } from './spinner.tsx';

type Props = {
  readonly type: 'checkbox' | 'radio';
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly field: Field;
  readonly onPick: (value: string, isOn: boolean) => void;
};

/** Boxes to tick, or one of several: each a row with its description. */
export function OptionRows({ type, options, chosen, field, onPick }: Props) {
  const id = useId();
  const { 'data-focus-on-load': focusOnLoad, 'aria-invalid': invalid, ...group } = field.control;
  return (
    <div {...group} className="options" role={type === 'radio' ? 'radiogroup' : 'group'}>
      {options.map(({ value, text, description }, index) => (
        <div key={value} className="option">
          <input
            type={type}
            id={`${id}-${index}`}
            name={id}
            checked={chosen.includes(value)}
            aria-invalid={invalid}
            aria-describedby={description === undefined ? undefined : `${id}-${index}-detail`}
            data-focus-on-load={index === 0 ? focusOnLoad : undefined}
            onChange={(event) => onPick(value, event.target.checked)}
          />
          <div>
            <label htmlFor={`${id}-${index}`}>
              <Words text={text} />
            </label>
            {description !== undefined && (
              <div className="detail" id={`${id}-${index}-detail`}>
                <Words text={description} />
              </div>
            )}
          </div>
        </div>
      ))}
      <Spinner isShown={field.isBusy} />
    </div>
  );
}
