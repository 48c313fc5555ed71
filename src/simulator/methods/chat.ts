import { z } from 'zod';
import { flag } from '../arguments.ts';
import { textLimit } from '../block-limits.ts';
import { type Block, readBlocks } from '../blocks.ts';
import type { Message } from '../message.ts';
import { grantedScopes } from '../scopes.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Workspace } from '../workspace.ts';
import type { World } from '../world.ts';
import { visibleChannel } from './conversations.ts';
import { botMethod } from './method.ts';

const write = ['chat:write'];
const content = { text: z.string().optional(), blocks: z.unknown().optional() };
export const timestamp = z.string().regex(/^\d+\.\d{6}$/);

const postMessage = botMethod(
  write,
  z.looseObject({
    channel: z.string(),
    ...content,
    thread_ts: timestamp.optional(),
    mrkdwn: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
  }),
  (args, { world, workspace }) => {
    const channel = writableChannel(workspace, world, args.channel);
    const { text, blocks, truncated } = readContent(args);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.botUserId,
      text,
      blocks,
      ephemeral: false,
      ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
    });
    const warning = truncated
      ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }
      : {};
    return {
      channel: channel.id,
      ts: message.ts,
      message: describeMessage(message, workspace, world),
      ...warning,
    };
  },
);

const postEphemeral = botMethod(
  write,
  z.looseObject({ channel: z.string(), user: z.string(), ...content, thread_ts: timestamp.optional() }),
  (args, { world, workspace }) => {
    const channel = writableChannel(workspace, world, args.channel);
    if (workspace.user(args.user) === undefined) throw new SlackError('user_not_found');
    if (!channel.members.includes(args.user)) throw new SlackError('user_not_in_channel');
    const { text, blocks } = readContent(args);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.botUserId,
      text,
      blocks,
      ephemeral: true,
      visibleTo: args.user,
      ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
    });
    return { message_ts: message.ts };
  },
);

const update = botMethod(
  write,
  z.looseObject({ channel: z.string(), ts: timestamp, ...content }),
  (args, { world, workspace }) => {
    const message = ownMessage(workspace, args, 'cant_update_message');
    const { text, blocks } = readContent(args);
    const edited = workspace.edit(message, { text, blocks });
    return { channel: args.channel, ts: edited.ts, text, message: describeMessage(edited, workspace, world) };
  },
);

const remove = botMethod(
  write,
  z.looseObject({ channel: z.string(), ts: timestamp }),
  (args, { workspace }) => {
    workspace.remove(ownMessage(workspace, args, 'cant_delete_message'));
    return { channel: args.channel, ts: args.ts };
  },
);

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
};

/** A member's id stands for the direct channel with them. */
export function writableChannel(workspace: Workspace, world: World, id: string): Channel {
  const user = workspace.user(id);
  if (user?.deleted === true) throw new SlackError('account_inactive');
  const channel = user === undefined ? visibleChannel(workspace, id) : workspace.directChannel(id);
  if (channel.isIm && !world.manifest.tabs.includes('messages'))
    throw new SlackError('messages_tab_disabled');
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!channel.botIsMember && !grantedScopes(world, workspace)?.includes('chat:write.public'))
    throw new SlackError('not_in_channel');
  return channel;
}

function readContent(args: { text?: string | undefined; blocks?: unknown }): {
  text: string;
  blocks: Block[];
  truncated: boolean;
} {
  const blocks = args.blocks === undefined || args.blocks === '' ? [] : readBlocks(args.blocks, 'message');
  const text = args.text ?? '';
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  return { text: text.slice(0, textLimit), blocks, truncated: text.length > textLimit };
}

function ownMessage(
  workspace: Workspace,
  { channel, ts }: { channel: string; ts: string },
  refusal: string,
): Message {
  visibleChannel(workspace, channel);
  const message = workspace.message(channel, ts);
  if (message === undefined || message.ephemeral) throw new SlackError('message_not_found');
  if (message.user !== workspace.botUserId) throw new SlackError(refusal);
  return message;
}

/** A message object, as in answers and in the payload of a pressed button. */
export function describeMessage(message: Message, workspace: Workspace, world: World): object {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(message.user === workspace.botUserId ? { bot_id: workspace.botId, app_id: world.appId } : {}),
    team: workspace.id,
    text: message.text,
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.files.length === 0
      ? {}
      : { files: message.files.map((id) => workspace.files.describe(id)), upload: false }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edited ? { edited: { user: workspace.botId, ts: message.ts } } : {}),
  };
}
