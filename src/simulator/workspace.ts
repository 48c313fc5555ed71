import type { Files } from './files.ts';
import { type Message, type MessageFields, messageOf } from './message.ts';
import { createReadMarks, type ReadMarks } from './read-marks.ts';
import type { ChannelSeed, UserSeed, WorkspaceSeed } from './seed.ts';
import type { Views } from './views.ts';

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** A direct message: between a member and the app (`botIsMember`), or between two members, or of one with themselves. */
  readonly isIm: boolean;
  readonly members: readonly string[];
  readonly botIsMember: boolean;
  readonly isArchived: boolean;
};

export const slackbot = 'USLACKBOT';

/** One workspace's people, channels and messages. Every change is announced. */
export type Workspace = ReadMarks & {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly views: Views;
  readonly files: Files;
  readonly users: () => UserSeed[];
  readonly user: (id: string) => UserSeed | undefined;
  readonly userNamed: (name: string) => UserSeed | undefined;
  /** Changes what a member is: a new zone, a new role, a deactivation. */
  readonly changeUser: (id: string, change: Partial<Omit<UserSeed, 'id'>>) => void;
  readonly channels: () => Channel[];
  readonly channel: (id: string) => Channel | undefined;
  readonly channelNamed: (name: string) => Channel | undefined;
  readonly changeChannel: (id: string, change: Partial<Omit<Channel, 'id'>>) => void;
  /** The direct channel between the app and a member, opened when it is first needed. */
  readonly directChannel: (userId: string) => Channel;
  /** The one between two members, where the app is not. */
  readonly directBetween: (userId: string, otherId: string) => Channel;
  readonly messages: (channel: string) => Message[];
  readonly message: (channel: string, ts: string) => Message | undefined;
  readonly post: (
    fields: Omit<MessageFields, 'ts' | 'workspaceId' | 'edited' | 'files'> & Partial<Pick<Message, 'files'>>,
  ) => Message;
  readonly edit: (message: Message, change: Partial<Pick<Message, 'text' | 'blocks'>>) => Message;
  readonly remove: (message: Message) => void;
};

export type WorkspaceDeps = {
  readonly views: Views;
  readonly files: Files;
  readonly nextTs: () => string;
  readonly changed: () => void;
};

export function createWorkspace(
  seed: WorkspaceSeed,
  { views, files, nextTs, changed }: WorkspaceDeps,
): Workspace {
  const tail = seed.id.slice(1);
  const users = new Map(seed.users.map((user) => [user.id, user]));
  const channels = new Map(seed.channels.map((one) => [one.id, channelOf(one)]));
  const messages = new Map<string, Message>();
  const direct = (id: string, members: readonly string[], botIsMember: boolean): Channel => {
    const known = channels.get(id);
    if (known !== undefined) return known;
    const channel = { ...directFields, id, members, botIsMember };
    channels.set(id, channel);
    changed();
    return channel;
  };
  const store = (message: Message) => {
    messages.set(message.id, message);
    changed();
    return message;
  };
  const workspace: Workspace = {
    id: seed.id,
    name: seed.name,
    domain: seed.domain,
    botUserId: `U0BOT${tail}`,
    botId: `B0BOT${tail}`,
    views,
    files,
    users: () => [...users.values()],
    user: (id) => users.get(id),
    userNamed: (name) =>
      [...users.values()].find((user) => user.name.toLowerCase() === name && user.deleted !== true),
    changeUser: (id, change) => {
      const user = users.get(id);
      if (user === undefined) throw new RangeError(`No user ${id} in ${seed.id}`);
      users.set(id, { ...user, ...change });
      changed();
    },
    channels: () => [...channels.values()],
    channel: (id) => channels.get(id),
    channelNamed: (name) => [...channels.values()].find((channel) => !channel.isIm && channel.name === name),
    changeChannel: (id, change) => {
      const channel = channels.get(id);
      if (channel === undefined) throw new RangeError(`No channel ${id} in ${seed.id}`);
      channels.set(id, { ...channel, ...change });
      changed();
    },
    directChannel: (userId) => direct(`D0${userId}`, [userId], true),
    directBetween: (userId, otherId) => {
      const members = [...new Set([userId, otherId])].sort();
      return direct(`D${members.join('')}`, members, false);
    },
    ...createReadMarks((channel) => workspace.messages(channel), changed),
    messages: (channel) => [...messages.values()].filter((message) => message.channel === channel),
    message: (channel, ts) => messages.get(`${channel}:${ts}`),
    post: (fields) =>
      store(messageOf({ files: [], ...fields, ts: nextTs(), workspaceId: seed.id, edited: false })),
    edit: (message, change) => store(messageOf({ ...message, ...change, edited: true })),
    remove: (message) => {
      messages.delete(message.id);
      changed();
    },
  };
  return workspace;
}

const directFields = { name: 'directmessage', isPrivate: true, isIm: true, isArchived: false };

function channelOf(seed: ChannelSeed): Channel {
  return {
    id: seed.id,
    name: seed.name,
    isPrivate: seed.isPrivate ?? false,
    isIm: false,
    members: seed.members,
    botIsMember: seed.botIsMember ?? true,
    isArchived: false,
  };
}

/** Whether a user can read the channel: public ones are listed for their members only. */
export function isIn(channel: Channel, userId: string): boolean {
  return channel.members.includes(userId);
}
