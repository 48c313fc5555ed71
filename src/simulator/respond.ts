import { z } from 'zod';
import { textLimit } from './block-limits.ts';
import { readBlocks } from './blocks.ts';
import type { Exchange } from './exchange.ts';
import { slackMessages } from './issues.ts';
import type { Message } from './message.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

const payloadSchema = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});

/**
 * Applies what an app answers, in an acknowledgement or through `response_url`: a new message, or one that replaces or
 * deletes the original. Nothing to show is no message. Throws `invalid_payload`, `invalid_blocks`, `no_text`.
 */
export function applyResponse(
  workspace: Workspace,
  exchange: Exchange,
  source: unknown,
): Message | undefined {
  const parsed = payloadSchema.safeParse(source, { reportInput: true });
  if (!parsed.success) throw new SlackError('invalid_payload', slackMessages(parsed.error, ''));
  const payload = parsed.data;
  const original =
    exchange.original === undefined ? undefined : workspace.message(exchange.channel, exchange.original);
  if (payload.delete_original === true) {
    if (original !== undefined) workspace.remove(original);
    exchange.original = undefined;
    return undefined;
  }
  const blocks = payload.blocks === undefined ? [] : readBlocks(payload.blocks, 'message');
  const text = (payload.text ?? '').slice(0, textLimit);
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  if (payload.replace_original === true && original !== undefined) {
    return workspace.edit(original, { text, blocks });
  }
  const ephemeral = payload.response_type !== 'in_channel';
  const message = workspace.post({
    channel: exchange.channel,
    user: workspace.botUserId,
    text,
    blocks,
    ephemeral,
    ...(ephemeral ? { visibleTo: exchange.userId } : {}),
    ...(payload.thread_ts === undefined ? {} : { threadTs: payload.thread_ts }),
  });
  exchange.replies.push(message.ts);
  exchange.original ??= message.ts;
  return message;
}
