import type { Message, View } from '../../../src/simulator/simulator.ts';
import { type Headroom, messageOf } from '../../headroom.ts';

/** Presses a button of this `action_id` in a message, as if the bot had sent it: permission is no matter of buttons. */
export async function pressAction(headroom: Headroom, user: string, actionId: string): Promise<void> {
  const session = headroom.slack.as(user);
  const message: Message = messageOf(await session.command('/invites help'));
  const text = { type: 'plain_text' as const, text: 'Open' };
  const elements = [{ type: 'button' as const, action_id: actionId, text, value: 'open' }];
  await session.press({ ...message, blocks: [{ type: 'actions', elements }] }, actionId);
}

/** Opens a form by its button, and gives it. */
export async function openForm(headroom: Headroom, user: string, actionId: string): Promise<View> {
  const session = headroom.slack.as(user);
  if (session.views().length > 0) await session.closeAll();
  await pressAction(headroom, user, actionId);
  return headroom.slack.waitFor(() => session.views().at(-1));
}

/** What somebody enters by the names of the fields; their ids in a view end with the number of the drawing. */
export function valuesFor(view: View, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const ids = view.blocks.map(({ block_id }) => block_id ?? '');
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const id = ids.find((one) => one === field || one.startsWith(`${field}:`));
      if (id === undefined) throw new Error(`there is no field ${field} among ${ids.join(', ')}`);
      return [id, value];
    }),
  );
}

/** The words of a view, one text a line. */
export function wordsOf(view: View | undefined): string {
  return textsIn(view?.blocks ?? []).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}
