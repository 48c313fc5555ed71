import { useCombobox } from 'downshift';
import { useId, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import { ChoiceList } from './choice-list.tsx';
import { type Choice, matching } from './choices.ts';
import { type Field, listOrNull } from './field.ts';
import { listKeys } from './list-keys.ts';
import { Spinner } from './spinner.tsx';

type Props = {
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly placeholder: string | undefined;
  readonly atMost: number | undefined;
  readonly field: Field;
};

const events = useCombobox.stateChangeTypes;

/** Several of many: what is chosen stands as chips before the place to type in; the list stays open to choose more. */
export function MultiSelectBox({ choices, values, placeholder, atMost = Infinity, field }: Props) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const fullId = useId();
  const shown = matching(choices, typed);
  const isFull = values.length >= atMost;
  const chosen = new Set(values);
  const put = (next: readonly string[]) => field.choose(listOrNull(next));
  const drop = (value: string) => put(values.filter((one) => one !== value));
  const toggle = ({ value }: Choice) => {
    if (chosen.has(value)) drop(value);
    else if (!isFull) put([...values, value]);
  };
  const box = useCombobox<Choice>({
    items: shown,
    selectedItem: null,
    inputValue: typed,
    itemToString: () => '',
    itemToKey: (choice) => choice?.value,
    inputId: field.control.id,
    defaultHighlightedIndex: 0,
    isItemDisabled: ({ value }) => isFull && !chosen.has(value),
    onInputValueChange: ({ inputValue }) => setTyped(inputValue),
    stateReducer: (state, { type, changes }) => {
      switch (type) {
        case events.ItemClick:
        case events.InputKeyDownEnter:
          return changes.selectedItem
            ? { ...changes, isOpen: true, highlightedIndex: state.highlightedIndex, inputValue: '' }
            : changes;
        case events.InputBlur:
          return { ...changes, selectedItem: null, inputValue: '' };
        default:
          return changes;
      }
    },
    onStateChange: ({ type, selectedItem }) => {
      if (type !== events.ItemClick && type !== events.InputKeyDownEnter) return;
      if (selectedItem) toggle(selectedItem);
    },
  });
  const { control } = field;
  const described = [control['aria-describedby'], isFull && fullId].filter(Boolean).join(' ') || undefined;
  return (
    <div className="select-box multi">
      <div className="field chips">
        {values.map((value) => {
          const words = choices.find((one) => one.value === value)?.words ?? value;
          return (
            <span key={value} className="chip">
              {words}
              <button
                type="button"
                aria-label={`Remove ${words}`}
                onClick={() => {
                  drop(value);
                  input.current?.focus();
                }}
              >
                <Icon name="close" size={12} />
              </button>
            </span>
          );
        })}
        <input
          {...box.getInputProps({
            ...control,
            ref: input,
            'aria-label': control['aria-label'],
            'aria-labelledby': control['aria-labelledby'],
            'aria-describedby': described,
            // Filtered by the time that Enter comes, not a drawing later.
            onChange: ({ currentTarget }) => setTyped(currentTarget.value),
            onKeyDown: (event) => {
              listKeys(box.isOpen)(event);
              const last = values.at(-1);
              if (event.key === 'Backspace' && typed === '' && last !== undefined) drop(last);
            },
          })}
          placeholder={values.length === 0 ? placeholder : undefined}
          spellCheck={false}
        />
        <Spinner isShown={field.isBusy} />
      </div>
      {isFull && (
        <p id={fullId} className="hint">
          {atMost === 1 ? 'Only one can be chosen.' : `No more than ${atMost} can be chosen.`}
        </p>
      )}
      <ChoiceList
        choices={shown}
        isOpen={box.isOpen}
        highlighted={box.highlightedIndex}
        chosen={chosen}
        isFull={isFull}
        name={control}
        getMenuProps={box.getMenuProps}
        getItemProps={box.getItemProps}
      />
    </div>
  );
}
