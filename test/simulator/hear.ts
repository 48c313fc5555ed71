import type { App } from '@slack/bolt';
import type { AnyBlock } from '@slack/types';
import type { Message } from '../../src/simulator/simulator.ts';

/** Says in a channel what arrived, under a name, as JSON. */
export type Hear = (name: string, value: unknown, channel?: string) => Promise<void>;

export function hearIn(app: App, home: string): Hear {
  return async (name, value, channel = home) => {
    const blocks: AnyBlock[] = [
      { type: 'section', text: { type: 'plain_text', text: `Heard ${name}` } },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_preformatted',
            elements: [{ type: 'text', text: JSON.stringify(value ?? null) }],
          },
        ],
      },
    ];
    await app.client.chat.postMessage({ channel, text: `Heard ${name}: ${JSON.stringify(value)}`, blocks });
  };
}

/** Slack's word for what it refused. */
export function errorOf(error: unknown): string {
  const data = error instanceof Error ? Reflect.get(error, 'data') : undefined;
  if (typeof data !== 'object' || data === null) throw error;
  return String(Reflect.get(data, 'error'));
}

/** What `hear` said in a message. */
export function heardIn(message: Message | undefined): unknown {
  const said = /^Heard \w+: (.*)$/s.exec(message?.text ?? '')?.[1];
  if (said === undefined) throw new Error(`Nothing was heard: ${message?.text}`);
  return JSON.parse(said);
}
