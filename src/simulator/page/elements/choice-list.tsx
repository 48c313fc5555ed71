import type { UseComboboxPropGetters } from 'downshift';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { Icon } from '../icons.tsx';
import type { Choice } from './choices.ts';

type Props = {
  readonly choices: readonly Choice[];
  readonly isOpen: boolean;
  readonly highlighted: number;
  readonly chosen: ReadonlySet<string>;
  readonly isFull?: boolean;
  readonly name: {
    readonly 'aria-label'?: string | undefined;
    readonly 'aria-labelledby'?: string | undefined;
  };
  readonly getMenuProps: UseComboboxPropGetters<Choice>['getMenuProps'];
  readonly getItemProps: UseComboboxPropGetters<Choice>['getItemProps'];
};

/** The list below a select. It lies above everything, so that no modal cuts it off. */
export function ChoiceList({ choices, isOpen, highlighted, chosen, isFull = false, name, ...get }: Props) {
  const list = useShownPopover(isOpen);
  const groups = [...new Set(choices.map(({ group }) => group))];
  const draw = (choice: Choice) => {
    const index = choices.indexOf(choice);
    const isChosen = chosen.has(choice.value);
    return (
      <div
        key={choice.value}
        {...get.getItemProps({ item: choice, index, 'aria-selected': isChosen })}
        className={['popup-item', index === highlighted && 'highlighted', isFull && !isChosen && 'off']
          .filter(Boolean)
          .join(' ')}
      >
        {choice.picture}
        <span className="popup-words">
          {choice.words}
          {choice.detail !== undefined && <span className="detail">{choice.detail}</span>}
        </span>
        {isChosen && <Icon name="check" />}
      </div>
    );
  };
  return (
    <div
      {...get.getMenuProps({
        ref: list,
        'aria-label': name['aria-label'],
        'aria-labelledby': name['aria-labelledby'],
      })}
      popover="manual"
      className="popup choices"
    >
      {groups.map((group) => {
        const inside = choices.filter((choice) => choice.group === group);
        if (group === undefined) return inside.map(draw);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a list box has no fieldsets
          <div key={group} role="group" aria-label={group}>
            <div className="popup-group" aria-hidden="true">
              {group}
            </div>
            {inside.map(draw)}
          </div>
        );
      })}
      {choices.length === 0 && (
        // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to choose
        <div className="popup-nothing" role="option" aria-disabled="true" aria-selected="false">
          No items found
        </div>
      )}
    </div>
  );
}

function useShownPopover(isOpen: boolean): RefObject<HTMLDivElement | null> {
  const popover = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isOpen) popover.current?.showPopover();
    else popover.current?.hidePopover();
  }, [isOpen]);
  return popover;
}
