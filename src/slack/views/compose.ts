import type { Button, KnownBlock } from '@slack/types';
import { CAPS } from '../caps.ts';
import type { Reply } from '../request.ts';
import { type Say, sayMrkdwn, sayPlain } from './say.ts';

/** A part of a reply. Lines are sentences; a context is small print; buttons stand last. */
export type Part =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'context'; readonly line: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

/** The text leaves room for what is added to a finished reply, such as the note on its time zone. */
const mostText = CAPS.messageText - 1_000;
const goesOn = 'This goes on: the message in Slack shows all of it.';

/** Writes a reply once and says it twice, so that `text` states what `blocks` show. Long lists go on in further sections. */
export function compose(zone: string, write: (say: Say) => readonly Part[]): Reply {
  const text = write(sayPlain(zone))
    .flatMap((part) => (part.kind === 'lines' ? part.lines : part.kind === 'context' ? [part.line] : []))
    .join('\n');
  return { text: shortened(text), blocks: write(sayMrkdwn(zone)).flatMap(blocksOf) };
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

/** Lines joined until a section is full. A line that is longer than a section is cut at blanks. */
function paragraphs(lines: readonly string[]): string[] {
  const whole = lines.flatMap((line) =>
    line.length <= CAPS.sectionText ? [line] : packed(words(line), ' '),
  );
  return packed(whole, '\n');
}

/** Pieces joined as long as they fit into a section. */
function packed(pieces: readonly string[], glue: string): string[] {
  const texts: string[] = [];
  for (const piece of pieces) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + glue.length + piece.length <= CAPS.sectionText) {
      texts[texts.length - 1] = `${last}${glue}${piece}`;
    } else {
      texts.push(piece);
    }
  }
  return texts;
}

/** What stands between blanks: a link or a date is one word, blanks and all. A word longer than a section is cut. */
function words(line: string): string[] {
  const found = line.match(/(?:<[^<>]*>|[^ ])+/g) ?? [];
  return found.flatMap((word) =>
    word.length <= CAPS.sectionText ? [word] : (word.match(/.{1,1500}/gsu) ?? []),
  );
}

/** Cut at the end of a line; of one endless line, at a blank. */
function shortened(text: string): string {
  if (text.length <= mostText) return text;
  const room = mostText - goesOn.length - 1;
  const end = [text.lastIndexOf('\n', room), text.lastIndexOf(' ', room)].find((at) => at > 0) ?? room;
  return `${text.slice(0, end)}\n${goesOn}`;
}
