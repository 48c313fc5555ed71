import { useId } from 'react';
import type { BlockOf } from '../block-types.ts';
import { Element } from '../element.tsx';
import { Icon } from '../icons.tsx';
import type { Surface } from '../surface.ts';
import { Words } from '../words.tsx';

type Props = { readonly surface: Surface; readonly block: BlockOf<'input'> };

/** These have several controls, or one that a label cannot point at. */
const groups = new Set<string>(['checkboxes', 'radio_buttons', 'datetimepicker']);

/** A field with its label, its hint, and what is wrong with it. */
export function InputBlock({ surface, block }: Props) {
  const id = useId();
  const { label, hint, optional = false, element, block_id = '' } = block;
  const error = surface.errors[block_id];
  const described = [error !== undefined && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const naming = {
    id: `${id}-control`,
    'aria-labelledby': `${id}-label`,
    'aria-describedby': described || undefined,
    'aria-invalid': error === undefined ? undefined : (true as const),
  };
  const words = (
    <>
      <Words text={label} />
      {optional && <span className="optional"> (optional)</span>}
    </>
  );
  return (
    <div className={error === undefined ? 'input-block' : 'input-block invalid'}>
      {groups.has(element.type) ? (
        <div className="input-label" id={`${id}-label`}>
          {words}
        </div>
      ) : (
        <label className="input-label" id={`${id}-label`} htmlFor={`${id}-control`}>
          {words}
        </label>
      )}
      <Element
        surface={surface}
        blockId={block_id}
        element={element}
        input={{ naming, acts: block.dispatch_action === true, isOptional: optional }}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" size={14} /> {error}
        </p>
      )}
      {hint !== undefined && (
        <div className="hint" id={`${id}-hint`}>
          <Words text={hint} />
        </div>
      )}
    </div>
  );
}
