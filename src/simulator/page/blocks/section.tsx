import { useId } from 'react';
import type { BlockOf } from '../block-types.ts';
import { Element } from '../element.tsx';
import type { Surface } from '../surface.ts';
import { Display } from './display.tsx';

type Props = { readonly surface: Surface; readonly block: BlockOf<'section'> };

/** Text, and at its right what there is to do about it. */
export function Section({ surface, block }: Props) {
  const id = useId();
  const { accessory, ...text } = block;
  if (accessory === undefined || accessory.type === 'image') return <Display block={block} />;
  return (
    <div className={wide.has(accessory.type) ? 'section stacked' : 'section'}>
      <div id={id} className="section-text">
        <Display block={text} />
      </div>
      <div className="accessory">
        <Element surface={surface} blockId={block.block_id ?? ''} element={accessory} besideId={id} />
      </div>
    </div>
  );
}

/** Slack puts these below the text. */
const wide = new Set<string>([
  'checkboxes',
  'radio_buttons',
  'multi_static_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]);
