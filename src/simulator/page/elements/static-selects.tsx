import type { ElementOf } from '../block-types.ts';
import { choicesOf } from './choices.ts';
import { type ControlOf, held } from './field.ts';
import { MultiSelectBox } from './multi-select-box.tsx';
import { placeholderOf } from './names.ts';
import { SelectBox } from './select-box.tsx';

export function StaticSelect({ element, field }: ControlOf<ElementOf<'static_select'>>) {
  return (
    <SelectBox
      choices={choicesOf(element)}
      value={held(field, element.initial_option?.value)}
      placeholder={placeholderOf(element)}
      field={field}
    />
  );
}

export function MultiStaticSelect({ element, field }: ControlOf<ElementOf<'multi_static_select'>>) {
  const initial = element.initial_options?.map(({ value }) => value);
  return (
    <MultiSelectBox
      choices={choicesOf(element)}
      values={held<readonly string[]>(field, initial) ?? []}
      placeholder={placeholderOf(element)}
      atMost={element.max_selected_items}
      field={field}
    />
  );
}
