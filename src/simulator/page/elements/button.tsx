import type { ElementOf } from '../block-types.ts';
import { Words } from '../words.tsx';
import type { ControlOf } from './field.ts';
import { Spinner } from './spinner.tsx';

export function Button({ element, field }: ControlOf<ElementOf<'button'>>) {
  const { url } = element;
  return (
    <button
      type="button"
      {...field.control}
      className={`button ${element.style ?? ''}`}
      aria-label={element.accessibility_label}
      // Not disabled while it waits: that would take the focus away.
      aria-disabled={field.isBusy || undefined}
      onClick={() => {
        if (field.isBusy) return;
        if (url !== undefined) window.open(url, '_blank', 'noopener');
        field.tell();
      }}
    >
      <Spinner isShown={field.isBusy} />
      <Words text={element.text} />
    </button>
  );
}
