import type { ElementOf } from '../block-types.ts';
import { type ControlOf, held } from './field.ts';
import { richTextOf, wordsOf } from './rich-text.ts';
import { Spinner } from './spinner.tsx';
import { useTyping } from './use-typing.ts';

/** An editor without its buttons: what is typed is one section of plain text. */
export function RichTextInput({ element, field }: ControlOf<ElementOf<'rich_text_input'>>) {
  const value = held<unknown>(field, element.initial_value);
  const { onValue, onKeyDown, tellsAtEnter } = useTyping(element, field);
  return (
    <div className="text-box">
      <textarea
        {...field.control}
        className="field"
        rows={4}
        placeholder={element.placeholder?.text}
        value={value === undefined ? '' : wordsOf(value)}
        onChange={({ target }) => onValue(target.value === '' ? null : richTextOf(target.value))}
        onKeyDown={(event) => onKeyDown(event, value ?? null)}
      />
      {tellsAtEnter && <span className="enter-hint">↵ Press Enter to send</span>}
      <Spinner isShown={field.isBusy} />
    </div>
  );
}
