import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held } from './field.ts';
import { MomentInput } from './moment-input.tsx';
import { placeholderOf } from './names.ts';
import { Spinner } from './spinner.tsx';

export function TimePicker({ element, field }: ControlOf<ElementOf<'timepicker'>>) {
  return (
    <span className="moments">
      <MomentInput
        type="time"
        value={held(field, element.initial_time) ?? ''}
        placeholder={placeholderOf(element)}
        control={field.control}
        acts={field.acts}
        onValue={field.choose}
      />
      {element.timezone !== undefined && <span className="zone-name">{element.timezone}</span>}
      <Spinner isShown={field.isBusy} />
    </span>
  );
}
