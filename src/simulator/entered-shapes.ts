import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Element } from './message.ts';

type Shape = { readonly schema: z.ZodType; readonly what: string };

const option = z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() });
const id = z.string().min(1);

/** What an element holds once something was entered, by the field that carries it. */
const shapes: Readonly<Record<string, Shape>> = {
  value: { schema: z.string(), what: 'text, such as "Hello"' },
  selected_option: { schema: option, what: 'the value of an option, such as "premium"' },
  selected_options: { schema: z.array(option), what: 'a list of the values of options, such as ["premium"]' },
  selected_user: { schema: id, what: 'the id of a member, such as "U0LENA"' },
  selected_users: { schema: z.array(id), what: 'a list of ids of members, such as ["U0LENA"]' },
  selected_channel: { schema: id, what: 'the id of a channel, such as "C0SALES"' },
  selected_channels: { schema: z.array(id), what: 'a list of ids of channels, such as ["C0SALES"]' },
  selected_conversation: { schema: id, what: 'the id of a conversation, such as "C0SALES"' },
  selected_conversations: {
    schema: z.array(id),
    what: 'a list of ids of conversations, such as ["C0SALES"]',
  },
  selected_date: { schema: z.iso.date(), what: 'a date, such as "2026-12-01"' },
  selected_time: { schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), what: 'a time, such as "09:30"' },
  selected_date_time: { schema: z.int(), what: 'a time in seconds since 1970, such as 1795000000' },
  rich_text_value: {
    schema: z.looseObject({ type: z.literal('rich_text'), elements: z.array(z.looseObject({})) }),
    what: 'a rich_text block, such as {"type":"rich_text","elements":[]}',
  },
};

/** Throws `InputError` for what no client of Slack could have entered in this element. */
export function checkEntered(element: Element, field: string, entered: unknown): void {
  const shape = shapes[field];
  if (shape === undefined || shape.schema.safeParse(entered).success) return;
  throw new InputError(`${String(element.action_id)} holds ${shape.what}.`);
}
