import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held } from './field.ts';
import { OptionRows } from './option-rows.tsx';

export function RadioButtons({ element, field }: ControlOf<ElementOf<'radio_buttons'>>) {
  const value = held(field, element.initial_option?.value);
  return (
    <OptionRows
      type="radio"
      options={element.options}
      chosen={value === undefined ? [] : [value]}
      field={field}
      onPick={field.choose}
    />
  );
}
