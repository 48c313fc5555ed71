/** The text of a message, and the addresses that stand only in its blocks and attachments, as Slack writes links. */
export function messageText(message: {
  readonly text?: string;
  readonly blocks?: unknown;
  readonly attachments?: unknown;
}): string {
  const more: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) {
        if (typeof one !== 'string') walk(one);
        else if (addresses.has(key)) more.push(`<${one.replace(/[<>|]/g, encodeURIComponent)}>`);
        else if (key === 'user_id') more.push(`<@${one}>`);
        else if (texts.has(key)) more.push(one);
      }
  };
  walk([message.blocks, message.attachments]);
  return [message.text ?? '', ...more].join('\n');
}

const addresses: ReadonlySet<string> = new Set(['url', 'from_url', 'title_link', 'original_url']);
const texts: ReadonlySet<string> = new Set(['text', 'pretext', 'value']);
