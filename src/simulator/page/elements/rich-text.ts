import type { RichText } from '../block-types.ts';

/** Plain words as the rich text that Slack's editor would make of them. */
export function richTextOf(text: string): RichText {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

/** The words of a rich text, a line for each of its sections. */
export function wordsOf(value: unknown): string {
  const lines: string[] = [];
  const read = (node: unknown): string => {
    if (typeof node !== 'object' || node === null) return '';
    const text = Reflect.get(node, 'text') ?? Reflect.get(node, 'url');
    if (typeof text === 'string') return text;
    const name = mentionIn(node);
    if (name !== undefined) return name;
    const elements: unknown = Reflect.get(node, 'elements');
    if (!Array.isArray(elements)) return '';
    if (!String(Reflect.get(node, 'type')).match(/_list$|^rich_text$/)) return elements.map(read).join('');
    for (const element of elements) {
      const line = read(element);
      if (line !== '') lines.push(line.replace(/\n$/, ''));
    }
    return '';
  };
  const rest = read(value);
  return [...lines, ...(rest === '' ? [] : [rest])].join('\n');
}

function mentionIn(node: object): string | undefined {
  const named = { user_id: '@', channel_id: '#', usergroup_id: '@', range: '@' };
  for (const [field, sign] of Object.entries(named)) {
    const id: unknown = Reflect.get(node, field);
    if (typeof id === 'string') return `${sign}${id}`;
  }
  const emoji: unknown = Reflect.get(node, 'type') === 'emoji' ? Reflect.get(node, 'name') : undefined;
  return typeof emoji === 'string' ? `:${emoji}:` : undefined;
}
