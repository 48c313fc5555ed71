import { type Behaviour, field, methodPage, says } from './behaviour.ts';

export const conversationsBehaviours: Readonly<Record<string, Behaviour>> = {
  'conversations.info describes a channel': {
    run: async (peer) => {
      const { ok, channel } = await peer.call('conversations.info', { channel: peer.ids.sales });
      return [
        ok,
        ...['name', 'is_private', 'is_archived', 'is_im', 'is_member'].map((name) => field(channel, name)),
      ];
    },
    answer: [true, 'sales', false, false, false, true],
  },
  'conversations.info refuses a strange channel': {
    run: says('conversations.info', () => ({ channel: 'C0NONE' })),
    answer: 'channel_not_found',
  },
  'conversations.info hides a private channel': {
    run: says('conversations.info', ({ board }) => ({ channel: board })),
    answer: 'channel_not_found',
    differs: {
      emulate: 'not_in_channel',
      why: 'The method has no error not_in_channel: what the app may not see is not found.',
      page: methodPage('conversations.info'),
    },
  },
  'conversations.members has members and the bot': {
    run: async (peer) => {
      const { ok, members } = await peer.call('conversations.members', { channel: peer.ids.sales });
      return [ok, Array.isArray(members) && [peer.ids.ada, peer.ids.bot].every((id) => members.includes(id))];
    },
    answer: [true, true],
  },
  'conversations.open gives one direct channel, the same each time': {
    run: async (peer) => {
      const ask = () => peer.call('conversations.open', { users: peer.ids.ada });
      const [first, second] = [await ask(), await ask()];
      const id = field(first.channel, 'id');
      return [first.ok, String(id).startsWith('D'), id === field(second.channel, 'id')];
    },
    answer: [true, true, true],
  },
  'conversations.open refuses a strange member': {
    run: says('conversations.open', () => ({ users: 'U0NOBODY' })),
    answer: 'user_not_found',
  },
  'conversations.open needs a member': {
    run: says('conversations.open', () => ({})),
    answer: 'users_list_not_supplied',
  },
};
