import type { ReactNode } from 'react';
import type { Block } from './api.ts';
import { BlockBoundary } from './blocks/block-boundary.tsx';
import { Card, Carousel } from './blocks/card.tsx';
import { ChartBlock } from './blocks/chart.tsx';
import { Container } from './blocks/container.tsx';
import { DataTable } from './blocks/data-table.tsx';
import { Display } from './blocks/display.tsx';
import { InputBlock } from './blocks/input-block.tsx';
import { JsonBlock } from './blocks/json-block.tsx';
import { ImageBlock } from './blocks/picture.tsx';
import { PlainTable } from './blocks/plain-table.tsx';
import { Section } from './blocks/section.tsx';
import { Plan, TaskCard } from './blocks/tasks.tsx';
import { Element } from './element.tsx';
import type { Surface } from './surface.ts';

/** The blocks of a message, a modal or the Home, in order. */
export function Blocks({ surface }: { readonly surface: Surface }) {
  return (
    <div className={`blocks in-${surface.kind}`}>
      <BlockList surface={surface} blocks={surface.blocks} />
    </div>
  );
}

type ListProps = { readonly surface: Surface; readonly blocks: readonly Block[] };

function BlockList({ surface, blocks }: ListProps) {
  return blocks.map((block, index) => (
    <BlockBoundary key={block.block_id ?? index} block={block}>
      <OneBlock surface={surface} block={block} />
    </BlockBoundary>
  ));
}

/** Those to read are the library's, but for those it does not know or cannot be heard; those to act on are ours. */
function OneBlock({ surface, block }: { readonly surface: Surface; readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'header':
    case 'context':
    case 'rich_text':
    case 'markdown':
    case 'alert':
      return <Display block={block} />;
    case 'divider':
      return <hr className="divider" />;
    case 'section':
      return <Section surface={surface} block={block} />;
    case 'input':
      return <InputBlock surface={surface} block={block} />;
    case 'actions':
    case 'context_actions':
      return (
        <div className={block.type === 'actions' ? 'actions' : 'actions quiet'}>
          {block.elements.map((element, index) => (
            <Element
              key={element.action_id ?? index}
              surface={surface}
              blockId={block.block_id ?? ''}
              element={element}
            />
          ))}
        </div>
      );
    case 'image':
      return <ImageBlock block={block} />;
    case 'table':
      return <PlainTable block={block} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'data_visualization':
      return <ChartBlock block={block} />;
    case 'card':
      return <Card surface={surface} block={block} />;
    case 'carousel':
      return <Carousel surface={surface} block={block} />;
    case 'container':
      return (
        <Container block={block}>
          <BlockList surface={surface} blocks={block.child_blocks} />
        </Container>
      );
    case 'task_card':
      return <TaskCard block={block} />;
    case 'plan':
      return <Plan block={block} />;
    default:
      return <NotDrawn block={block} />;
  }
}

function NotDrawn({ block }: { readonly block: { readonly type: string } }) {
  return <JsonBlock what={`${block.type} block`} value={block} />;
}
