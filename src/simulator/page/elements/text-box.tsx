import { type HTMLInputTypeAttribute, type KeyboardEvent, useId } from 'react';
import type { ElementOf } from '../block-types.ts';

import { type Field, held } from './field.ts';
import { Spinner } from './spinner.tsx';
import { useTyping } from './use-typing.ts';

type Typed = Pick<
  ElementOf<'plain_text_input'>,
  'placeholder' | 'dispatch_action_config' | 'initial_value' | 'min_length' | 'max_length'
>;

type Props = {
  readonly element: Typed;
  readonly field: Field;
  readonly type?: HTMLInputTypeAttribute;
  readonly isMultiline?: boolean | undefined;
};

/** Words to type, on one line or several, with what is left of a limit. */
export function TextBox({ element, field, type = 'text', isMultiline = false }: Props) {
  const { min_length = 0, max_length } = element;
  const leftId = useId();
  const value = held(field, element.initial_value) ?? '';
  const orNull = value === '' ? null : value;
  const { onValue, onKeyDown, tellsAtEnter } = useTyping(element, field);
  const left = max_length === undefined ? undefined : max_length - value.length;
  const missing = value === '' ? 0 : min_length - value.length;
  const note = noteOf(missing, left);
  const described = [field.control['aria-describedby'], note !== undefined && leftId]
    .filter(Boolean)
    .join(' ');
  const box = {
    ...field.control,
    'aria-describedby': described || undefined,
    className: 'field',
    placeholder: element.placeholder?.text,
    maxLength: max_length,
    value,
    onChange: ({ target }: { target: { value: string } }) =>
      onValue(target.value === '' ? null : target.value),
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, orNull),
  };
  return (
    <div className="text-box">
      {isMultiline ? <textarea {...box} rows={4} /> : <input type={type} autoComplete="off" {...box} />}
      {note !== undefined && (
        <span className={missing > 0 ? 'left short' : 'left'} id={leftId}>
          <span aria-hidden="true">{missing > 0 ? `−${missing}` : left}</span>
          <span className="unseen">{note}</span>
        </span>
      )}
      {tellsAtEnter && <span className="enter-hint">↵ Press Enter to send</span>}
      <Spinner isShown={field.isBusy} />
    </div>
  );
}

function noteOf(missing: number, left: number | undefined): string | undefined {
  if (missing > 0) return `${missing} more ${missing === 1 ? 'character' : 'characters'} needed`;
  return left === undefined ? undefined : `${left} ${left === 1 ? 'character' : 'characters'} left`;
}
