import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held, listOrNull } from './field.ts';
import { OptionRows } from './option-rows.tsx';

export function Checkboxes({ element, field }: ControlOf<ElementOf<'checkboxes'>>) {
  const initial = element.initial_options?.map(({ value }) => value);
  const values = held<readonly string[]>(field, initial) ?? [];
  return (
    <OptionRows
      type="checkbox"
      options={element.options}
      chosen={values}
      field={field}
      onPick={(value, isOn) =>
        // In the order of the options, however they were ticked.
        field.choose(
          listOrNull(
            element.options
              .map((option) => option.value)
              .filter((one) => (one === value ? isOn : values.includes(one))),
          ),
        )
      }
    />
  );
}
