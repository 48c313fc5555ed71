import { z } from 'zod';
import { count, flag } from '../arguments.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Workspace } from '../workspace.ts';
import { botMethod } from './method.ts';
import { page } from './pagination.ts';

const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

const open = botMethod(
  ['im:write', 'mpim:write'],
  z.looseObject({
    users: z.string().optional(),
    channel: z.string().optional(),
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  }),
  ({ users, channel: id, return_im }, { workspace }) => {
    const channel = id === undefined ? directChannel(workspace, users) : visibleChannel(workspace, id);
    return { channel: return_im === true ? describeChannel(channel) : { id: channel.id } };
  },
);

const info = botMethod(
  read,
  z.looseObject({ channel: z.string(), include_num_members: flag.optional() }),
  ({ channel, include_num_members }, { workspace }) => {
    const found = visibleChannel(workspace, channel);
    const members = include_num_members === true ? { num_members: membersOf(found, workspace).length } : {};
    return { channel: { ...describeChannel(found), ...members } };
  },
);

const members = botMethod(
  read,
  z.looseObject({ channel: z.string(), limit: count.optional(), cursor: z.string().optional() }),
  ({ channel, limit, cursor }, { workspace }) => {
    const all = membersOf(visibleChannel(workspace, channel), workspace);
    const { items, response_metadata } = page(all, limit ?? 100, cursor);
    return { members: items, response_metadata };
  },
);

export const conversationMethods = {
  'conversations.open': open,
  'conversations.info': info,
  'conversations.members': members,
};

/** A channel the app can see: every public one, and private ones it was invited to. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channel(id);
  if (channel === undefined || (channel.isPrivate && !channel.botIsMember))
    throw new SlackError('channel_not_found');
  return channel;
}

function directChannel(workspace: Workspace, users: string | undefined): Channel {
  const ids = (users ?? '').split(',').filter((id) => id !== '');
  const [id] = ids;
  if (id === undefined) throw new SlackError('users_list_not_supplied');
  if (ids.length > 1) throw new SlackError('method_not_supported_for_channel_type');
  const user = workspace.user(id);
  if (user === undefined) throw new SlackError('user_not_found');
  if (user.deleted === true) throw new SlackError('user_disabled');
  return workspace.directChannel(id);
}

function membersOf(channel: Channel, workspace: Workspace): string[] {
  return channel.botIsMember ? [...channel.members, workspace.botUserId] : [...channel.members];
}

function describeChannel(channel: Channel): object {
  if (channel.isIm) {
    return { id: channel.id, is_im: true, is_archived: false, user: channel.members[0], is_open: true };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: false,
    is_member: channel.botIsMember,
  };
}
