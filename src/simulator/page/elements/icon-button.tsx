import type { ElementOf } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import { useSteady } from '../page-context.ts';
import type { ControlOf } from './field.ts';

/** A button that is only an icon; some are shown to some members alone. */
export function IconButton({ element, field }: ControlOf<ElementOf<'icon_button'>>) {
  const { viewer } = useSteady();
  if (element.visible_to_user_ids !== undefined && !element.visible_to_user_ids.includes(viewer.user)) {
    return null;
  }
  return (
    <button
      type="button"
      {...field.control}
      className="icon-button"
      aria-label={element.text.text}
      aria-disabled={field.isBusy || undefined}
      title={element.text.text}
      onClick={() => {
        if (!field.isBusy) field.tell(element.value);
      }}
    >
      <Icon name={element.icon} />
    </button>
  );
}
