import type { Button, KnownBlock } from '@slack/types';
import { CAPS } from '../caps.ts';
import type { Reply } from '../request.ts';
import { type Say, sayMrkdwn, sayPlain } from './say.ts';

/** A part of a reply. Lines are sentences; a context is small print; buttons stand last. */
export type Part =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'context'; readonly line: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

/** Writes a reply once and says it twice, so that `text` states what `blocks` show. Long lists go on in further sections. */
export function compose(zone: string, write: (say: Say) => readonly Part[]): Reply {
  const text = write(sayPlain(zone))
    .flatMap((part) => (part.kind === 'lines' ? part.lines : part.kind === 'context' ? [part.line] : []))
    .join('\n');
  return { text: text.slice(0, CAPS.messageText), blocks: write(sayMrkdwn(zone)).flatMap(blocksOf) };
}

function blocksOf(part: Part): KnownBlock[] {
  switch (part.kind) {
    case 'lines':
      return paragraphs(part.lines).map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } }));
    case 'context':
      return [{ type: 'context', elements: [{ type: 'mrkdwn', text: part.line }] }];
    case 'buttons':
      return part.buttons.length === 0 ? [] : [{ type: 'actions', elements: [...part.buttons] }];
  }
}

/** Lines joined until a section is full; a line is never cut in two, because each is shorter than a section. */
function paragraphs(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= CAPS.sectionText) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else {
      texts.push(line);
    }
  }
  return texts;
}
