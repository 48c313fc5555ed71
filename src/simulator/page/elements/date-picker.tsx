import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held } from './field.ts';
import { MomentInput } from './moment-input.tsx';
import { placeholderOf } from './names.ts';
import { Spinner } from './spinner.tsx';

export function DatePicker({ element, field }: ControlOf<ElementOf<'datepicker'>>) {
  return (
    <span className="moments">
      <MomentInput
        type="date"
        value={held(field, element.initial_date) ?? ''}
        placeholder={placeholderOf(element)}
        control={field.control}
        acts={field.acts}
        onValue={field.choose}
      />
      <Spinner isShown={field.isBusy} />
    </span>
  );
}
