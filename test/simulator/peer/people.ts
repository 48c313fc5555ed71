import { type Behaviour, field, methodPage, reference, says } from './behaviour.ts';
import type { Answer } from './peers.ts';

export const peopleBehaviours: Readonly<Record<string, Behaviour>> = {
  'users.info describes a member': {
    run: async (peer) => {
      const { ok, user } = await peer.call('users.info', { user: peer.ids.ada });
      const fields = ['name', 'real_name', 'deleted', 'is_bot', 'is_admin'].map((name) => field(user, name));
      return [ok, field(user, 'team_id') === peer.ids.team, field(user, 'profile', 'real_name'), ...fields];
    },
    answer: [true, true, 'Ada Lovelace', 'ada', 'Ada Lovelace', false, false, false],
  },
  'users.info gives the zone': {
    run: async (peer) => typeof field((await peer.call('users.info', { user: peer.ids.ada })).user, 'tz'),
    answer: 'string',
    differs: {
      emulate: 'undefined',
      why: 'Slack gives tz, tz_label and tz_offset of every active member.',
      page: `${reference}/objects/user-object`,
    },
  },
  'users.info knows the bot': {
    run: async (peer) => field((await peer.call('users.info', { user: peer.ids.bot })).user, 'is_bot'),
    answer: true,
  },
  'users.info refuses a strange member': {
    run: says('users.info', () => ({ user: 'U0NOBODY' })),
    answer: 'user_not_found',
  },
  'users.list has the members and the bot': {
    run: async (peer) => {
      const { ok, members } = await peer.call('users.list');
      const ids = Array.isArray(members) ? members.map((one) => field(one, 'id')) : [];
      return [ok, ids.includes(peer.ids.ada), ids.includes(peer.ids.bot)];
    },
    answer: [true, true, true],
  },
  'users.list comes in pages': {
    run: async (peer) => {
      const first = await peer.call('users.list', { limit: 1 });
      const cursor = field(first, 'response_metadata', 'next_cursor');
      const second = await peer.call('users.list', { limit: 1, cursor });
      const id = (answer: Answer) => field(answer, 'members', '0', 'id');
      return [field(first, 'members', 'length'), cursor !== '', id(first) !== id(second)];
    },
    answer: [1, true, true],
  },
  'users.list refuses a cursor that it did not give': {
    run: says('users.list', () => ({ cursor: 'strange' })),
    answer: 'invalid_cursor',
    differs: {
      emulate: 'ok',
      why: 'It starts from the beginning instead.',
      page: methodPage('users.list'),
    },
  },
};
