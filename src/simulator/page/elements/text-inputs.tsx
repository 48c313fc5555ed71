import type { ElementOf } from '../block-types.ts';
import type { ControlOf } from './field.ts';
import { TextBox } from './text-box.tsx';

export function PlainTextInput({ element, field }: ControlOf<ElementOf<'plain_text_input'>>) {
  return <TextBox element={element} field={field} isMultiline={element.multiline} />;
}

export function EmailInput({ element, field }: ControlOf<ElementOf<'email_text_input'>>) {
  return <TextBox element={element} field={field} type="email" />;
}

export function UrlInput({ element, field }: ControlOf<ElementOf<'url_text_input'>>) {
  return <TextBox element={element} field={field} type="url" />;
}
