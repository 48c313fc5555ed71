import { useCombobox } from 'downshift';
import { useState } from 'react';
import { Icon } from '../icons.tsx';
import { ChoiceList } from './choice-list.tsx';
import { type Choice, matching } from './choices.ts';
import type { Field } from './field.ts';
import { listKeys } from './list-keys.ts';
import { Spinner } from './spinner.tsx';

type Props = {
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly placeholder: string | undefined;
  readonly field: Field;
};

const events = useCombobox.stateChangeTypes;
const wordsOf = (choice: Choice | null) => choice?.words ?? '';

/** One of many, found by typing. */
export function SelectBox({ choices, value, placeholder, field }: Props) {
  const [typed, setTyped] = useState('');
  const shown = matching(choices, typed);
  const selected = choices.find((one) => one.value === value) ?? null;
  const box = useCombobox<Choice>({
    items: shown,
    selectedItem: selected,
    itemToString: wordsOf,
    itemToKey: (choice) => choice?.value,
    inputId: field.control.id,
    defaultHighlightedIndex: 0,
    onInputValueChange: ({ type }) => {
      if (type !== events.InputChange) setTyped('');
    },
    onSelectedItemChange: ({ selectedItem }) => field.choose(selectedItem?.value ?? null),
    stateReducer: (state, { type, changes }) => {
      switch (type) {
        case events.ItemClick:
        case events.InputKeyDownEnter:
          // Whether the choice stands is decided elsewhere: a question may come first.
          return { ...changes, inputValue: wordsOf(selected) };
        case events.InputBlur:
        case events.InputKeyDownEscape:
        case events.InputClick:
          return { ...changes, selectedItem: state.selectedItem, inputValue: wordsOf(selected) };
        default:
          return changes;
      }
    },
  });
  const { control } = field;
  return (
    <div className="select-box">
      <input
        {...box.getInputProps({
          ...control,
          'aria-label': control['aria-label'],
          'aria-labelledby': control['aria-labelledby'],
          // Filtered by the time that Enter comes, not a drawing later.
          onChange: ({ currentTarget }) => setTyped(currentTarget.value),
          onKeyDown: listKeys(box.isOpen),
          onFocus: (event) => event.currentTarget.select(),
        })}
        className="field"
        placeholder={placeholder}
        spellCheck={false}
      />
      <span className="select-tools">
        {field.isOptional && selected !== null && (
          <button type="button" aria-label="Clear" onClick={() => field.choose(null)}>
            <Icon name="close" size={14} />
          </button>
        )}
        {field.isBusy ? <Spinner isShown /> : <Icon name="caret" />}
      </span>
      <ChoiceList
        choices={shown}
        isOpen={box.isOpen}
        highlighted={box.highlightedIndex}
        chosen={new Set(selected === null ? [] : [selected.value])}
        name={control}
        getMenuProps={box.getMenuProps}
        getItemProps={box.getItemProps}
      />
    </div>
  );
}
