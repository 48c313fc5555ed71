import { Message as DisplayBlocks } from 'slack-blocks-to-jsx';
import type { Words as TextObject } from './block-types.ts';
import { displayHooks } from './display-hooks.tsx';
import { drawable } from './drawable.ts';
import { useSteady } from './page-context.ts';

const shortcode = /:[a-z0-9_+'-]+:/i;

/** A text object in the flow of a label, a button or a title. Plain words stay plain. */
export function Words({ text }: { readonly text: TextObject }) {
  const { theme } = useSteady();
  if (text.type === 'plain_text' && !shortcode.test(text.text)) return text.text;
  const block = { type: 'section' as const, text: { type: text.type, text: drawable(text.text) } };
  return (
    <span className="words">
      <DisplayBlocks blocks={[block]} theme={theme} withoutWrapper logo="" name="" hooks={displayHooks} />
    </span>
  );
}
