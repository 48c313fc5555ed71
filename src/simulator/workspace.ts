import { type Message, type MessageFields, messageOf } from './message.ts';
import type { ChannelSeed, UserSeed, WorkspaceSeed } from './seed.ts';
import type { Views } from './views.ts';

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** A direct message: its members are the user and the bot. */
  readonly isIm: boolean;
  readonly members: readonly string[];
  readonly botIsMember: boolean;
  readonly isArchived: boolean;
};

export const slackbot = 'USLACKBOT';

/** One workspace's people, channels and messages. Every change is announced. */
export type Workspace = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botToken: string;
  readonly grantsOptionalScopes: boolean;
  readonly botUserId: string;
  readonly botId: string;
  readonly views: Views;
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
  readonly messages: (channel: string) => Message[];
  readonly message: (channel: string, ts: string) => Message | undefined;
  readonly post: (fields: Omit<MessageFields, 'ts' | 'workspaceId' | 'edited'>) => Message;
  readonly edit: (message: Message, change: Partial<Pick<Message, 'text' | 'blocks'>>) => Message;
  readonly remove: (message: Message) => void;
};

export type WorkspaceDeps = {
  readonly views: Views;
  readonly nextTs: () => string;
  readonly changed: () => void;
};

export function createWorkspace(seed: WorkspaceSeed, { views, nextTs, changed }: WorkspaceDeps): Workspace {
  const tail = seed.id.slice(1);
  const users = new Map(seed.users.map((user) => [user.id, user]));
  const channels = new Map(seed.channels.map((one) => [one.id, channelOf(one)]));
  const messages = new Map<string, Message>();
  const store = (message: Message) => {
    messages.set(message.id, message);
    changed();
    return message;
  };
  const workspace: Workspace = {
    id: seed.id,
    name: seed.name,
    domain: seed.domain,
    botToken: seed.botToken,
    grantsOptionalScopes: seed.grantsOptionalScopes ?? false,
    botUserId: `U0BOT${tail}`,
    botId: `B0BOT${tail}`,
    views,
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
    directChannel: (userId) => {
      const id = `D0${userId}`;
      const channel = channels.get(id) ?? {
        id,
        name: 'directmessage',
        isPrivate: true,
        isIm: true,
        members: [userId],
        botIsMember: true,
        isArchived: false,
      };
      channels.set(id, channel);
      return channel;
    },
    messages: (channel) => [...messages.values()].filter((message) => message.channel === channel),
    message: (channel, ts) => messages.get(`${channel}:${ts}`),
    post: (fields) => store(messageOf({ ...fields, ts: nextTs(), workspaceId: seed.id, edited: false })),
    edit: (message, change) => store(messageOf({ ...message, ...change, edited: true })),
    remove: (message) => {
      messages.delete(message.id);
      changed();
    },
  };
  return workspace;
}

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
