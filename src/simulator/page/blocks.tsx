import { Message as DisplayBlocks, type MessageProps } from 'slack-blocks-to-jsx';
import type { Block, State } from './api.ts';
import { formatDateToken } from './date-token.ts';
import { type ActingElement, Element, type OnPress } from './element.tsx';

type Props = { readonly state: State; readonly blocks: readonly Block[]; readonly onPress: OnPress };

/** Blocks in order: those to read by the library, those to act on by this page, which calls back. */
export function Blocks({ state, blocks, onPress }: Props) {
  return (
    // The library draws a date once: another reader's zone needs it drawn anew.
    <div className="blocks" key={state.viewer.tz}>
      {blocks.map((block, index) => (
        <OneBlock key={block.block_id ?? index} state={state} block={block} onPress={onPress} />
      ))}
    </div>
  );
}

function OneBlock({ state, block, onPress }: { state: State; block: Block; onPress: OnPress }) {
  const display = displayProps(state);
  const pressIn = (actionId: string, choice?: string) => onPress(`${block.block_id}/${actionId}`, choice);
  if (block.type === 'actions') {
    return (
      <div className="actions">
        {block.elements.map((element, index) => (
          <Element key={idOf(element) ?? index} element={element} onPress={pressIn} />
        ))}
      </div>
    );
  }
  if (block.type === 'section' && block.accessory !== undefined && block.accessory.type !== 'image') {
    const { accessory, ...rest } = block;
    return (
      <div className="with-accessory">
        <DisplayBlocks {...display} blocks={[withoutLabels(rest)]} />
        <Element element={accessory} onPress={pressIn} />
      </div>
    );
  }
  return <DisplayBlocks {...display} blocks={[withoutLabels(block)]} />;
}

function displayProps(state: State): Omit<MessageProps, 'blocks'> {
  return {
    theme: 'light',
    withoutWrapper: true,
    logo: '',
    name: state.app.name,
    data: {
      users: [...state.users.map(({ id, name }) => ({ id, name })), { ...state.app }],
      channels: state.channels.map(({ id, name }) => ({ id, name })),
      user_groups: [],
    },
    hooks: {
      date: ({ timestamp, format, link }) => {
        const text = formatDateToken(Number(timestamp), format, state.viewer.tz, state.now);
        return link ? <a href={link}>{text}</a> : <span>{text}</span>;
      },
    },
  };
}

/** The library looks mentions up by id and takes `<@U1|name>` for an id as a whole. */
function withoutLabels(block: Block): Block {
  return JSON.parse(
    JSON.stringify(block, (key, value: unknown) =>
      key === 'text' && typeof value === 'string' ? value.replace(/<([@#]\w+)\|[^>]*>/g, '<$1>') : value,
    ),
  ) as Block;
}

function idOf(element: ActingElement): string | undefined {
  return 'action_id' in element ? element.action_id : undefined;
}
