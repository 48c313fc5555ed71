import { memo } from 'react';
import { Message, type MessageProps } from 'slack-blocks-to-jsx';
import type { Block, Viewer } from '../api.ts';
import { displayHooks } from '../display-hooks.tsx';
import { drawable } from '../drawable.ts';
import { useSteady } from '../page-context.ts';
import { pictureUrl } from '../picture-url.ts';
import type { Theme } from '../use-theme.ts';

type LibraryBlock = MessageProps['blocks'][number];

/** A block that is only read, drawn by the library. */
export function Display({ block }: { readonly block: Block }) {
  const { viewer, theme } = useSteady();
  return <Drawn source={JSON.stringify(block)} viewer={viewer} theme={theme} />;
}

type DrawnProps = { readonly source: string; readonly viewer: Viewer; readonly theme: Theme };

/** The library takes some 10 ms to read mrkdwn: after a change in the workspace, only blocks that changed are read anew. */
const Drawn = memo(function Drawn({ source, viewer, theme }: DrawnProps) {
  const blocks = [forLibrary(JSON.parse(source) as Block, viewer)];
  return <Message blocks={blocks} theme={theme} withoutWrapper logo="" name="" hooks={displayHooks} />;
});

/** The simulator checked it against Slack's schema; the library's types differ in what may be absent. */
function forLibrary(block: Block, viewer: Viewer): LibraryBlock {
  const isMrkdwn = block.type === 'section' || block.type === 'context' || block.type === 'alert';
  const copy: unknown = JSON.parse(
    JSON.stringify(block, (key, value: unknown) => {
      // It would stand in the page as an id, where many messages may have the same.
      if (key === 'block_id') return undefined;
      if (key === 'text' && typeof value === 'string' && isMrkdwn) return drawable(value);
      return isStored(value) ? { ...value, image_url: pictureUrl(value, viewer) } : value;
    }),
  );
  return copy as LibraryBlock;
}

function isStored(value: unknown): value is { slack_file: { id: string } | { url: string } } {
  return (
    typeof value === 'object' && value !== null && 'slack_file' in value && value.slack_file !== undefined
  );
}
