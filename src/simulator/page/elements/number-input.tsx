import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held } from './field.ts';
import { Spinner } from './spinner.tsx';
import { useTyping } from './use-typing.ts';

/** A number, held as it was typed: Slack tells it as a text. */
export function NumberInput({ element, field }: ControlOf<ElementOf<'number_input'>>) {
  const value = held(field, element.initial_value) ?? '';
  const { onValue, onKeyDown, tellsAtEnter } = useTyping(element, field);
  return (
    <div className="text-box">
      <input
        type="number"
        {...field.control}
        className="field"
        placeholder={element.placeholder?.text}
        min={element.min_value}
        max={element.max_value}
        step={element.is_decimal_allowed ? 'any' : 1}
        value={value}
        onChange={({ target }) => onValue(target.value === '' ? null : target.value)}
        onKeyDown={(event) => onKeyDown(event, value === '' ? null : value)}
        // A wheel over it would count.
        onWheel={(event) => event.currentTarget.blur()}
      />
      {tellsAtEnter && <span className="enter-hint">↵ Press Enter to send</span>}
      <Spinner isShown={field.isBusy} />
    </div>
  );
}
