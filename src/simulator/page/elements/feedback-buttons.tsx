import type { ElementOf } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import type { ControlOf } from './field.ts';

const sides = ['positive', 'negative'] as const;

/** Two thumbs; the one that was pressed stays pressed. */
export function FeedbackButtons({ element, field }: ControlOf<ElementOf<'feedback_buttons'>>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend to be seen
    <div className="feedback" role="group" aria-label="Feedback">
      {sides.map((side) => {
        const { text, value, accessibility_label } = element[`${side}_button`];
        return (
          <button
            key={side}
            type="button"
            className={`icon-button ${side}`}
            aria-label={accessibility_label ?? text.text}
            aria-pressed={field.entered === value}
            aria-disabled={field.isBusy || undefined}
            title={text.text}
            onClick={() => {
              if (!field.isBusy) field.tell(value);
            }}
          >
            <Icon name="thumb" />
          </button>
        );
      })}
    </div>
  );
}
