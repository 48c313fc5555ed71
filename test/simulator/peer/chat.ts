import { type Behaviour, field, methodPage, reference, says, word } from './behaviour.ts';
import type { Peer } from './peers.ts';

const post = (peer: Peer, value = 'Hello') =>
  peer.call('chat.postMessage', { channel: peer.ids.sales, text: value });

export const chatBehaviours: Readonly<Record<string, Behaviour>> = {
  'chat.postMessage posts as the bot': {
    run: async (peer) => {
      const { ok, channel, ts, message } = await post(peer);
      const { sales, bot } = peer.ids;
      const fields = [channel === sales, field(message, 'user') === bot, field(message, 'ts') === ts];
      return [ok, ...fields, field(message, 'text'), field(message, 'type'), /^\d+\.\d{6}$/.test(String(ts))];
    },
    answer: [true, true, true, true, 'Hello', 'message', true],
  },
  'chat.postMessage gives each message a ts of its own': {
    run: async (peer) => new Set([(await post(peer)).ts, (await post(peer)).ts]).size === 2,
    answer: true,
  },
  'chat.postMessage to a member goes to the direct channel': {
    run: async (peer) => {
      const { ok, channel } = await peer.call('chat.postMessage', { channel: peer.ids.ada, text: 'Hello' });
      const direct = await peer.call('conversations.open', { users: peer.ids.ada });
      return [ok, channel === field(direct.channel, 'id')];
    },
    answer: [true, true],
  },
  'chat.postMessage keeps blocks': {
    run: async (peer) => {
      const blocks = [{ type: 'divider', block_id: 'line' }];
      const { message } = await peer.call('chat.postMessage', { channel: peer.ids.sales, blocks });
      return field(message, 'blocks');
    },
    answer: [{ type: 'divider', block_id: 'line' }],
  },
  'chat.postMessage refuses a block that there is not': {
    run: says('chat.postMessage', ({ sales }) => ({ channel: sales, blocks: [{ type: 'blink' }] })),
    answer: 'invalid_blocks',
    differs: { emulate: 'ok', why: 'It does not look into blocks.', page: methodPage('chat.postMessage') },
  },
  'chat.postMessage refuses blocks that are not JSON': {
    run: says('chat.postMessage', ({ sales }) => ({ channel: sales, blocks: '[' })),
    answer: 'invalid_blocks_format',
    differs: {
      emulate: 'invalid_blocks',
      why: 'Slack has an error of its own for what is not JSON.',
      page: methodPage('chat.postMessage'),
    },
  },
  'chat.postMessage needs a text or blocks': {
    run: says('chat.postMessage', ({ sales }) => ({ channel: sales })),
    answer: 'no_text',
  },
  'chat.postMessage cuts a long text': {
    run: async (peer) => {
      const { warning, message } = await post(peer, 'x'.repeat(40_001));
      return [warning, String(field(message, 'text')).length];
    },
    answer: ['message_truncated', 40_000],
  },
  'chat.postMessage refuses a strange channel': {
    run: says('chat.postMessage', () => ({ channel: 'C0NONE', text: 'x' })),
    answer: 'channel_not_found',
  },
  'chat.postMessage refuses a channel without the app': {
    run: says('chat.postMessage', ({ quiet }) => ({ channel: quiet, text: 'x' })),
    answer: 'not_in_channel',
    differs: {
      emulate: 'ok',
      why: 'Without chat:write.public an app posts only where it is a member.',
      page: `${reference}/scopes/chat.write.public`,
    },
  },
  'chat.postMessage hides a private channel': {
    run: says('chat.postMessage', ({ board }) => ({ channel: board, text: 'x' })),
    answer: 'channel_not_found',
    differs: {
      emulate: 'not_in_channel',
      why: 'What the app may not see is not found.',
      page: methodPage('chat.postMessage'),
    },
  },
  'chat.update changes the text': {
    run: async (peer) => {
      const { ts } = await post(peer);
      const updated = await peer.call('chat.update', { channel: peer.ids.sales, ts, text: 'Changed' });
      const { ok, text: changed, message } = updated;
      return [ok, updated.ts === ts, changed, field(message, 'text'), field(message, 'edited') !== undefined];
    },
    answer: [true, true, 'Changed', 'Changed', true],
  },
  'chat.update refuses a message that there is not': {
    run: says('chat.update', ({ sales }) => ({ channel: sales, ts: '1.000001', text: 'x' })),
    answer: 'message_not_found',
  },
  'chat.delete deletes once': {
    run: async (peer) => {
      const { ts } = await post(peer);
      const remove = async () => word(await peer.call('chat.delete', { channel: peer.ids.sales, ts }));
      return [await remove(), await remove()];
    },
    answer: ['ok', 'message_not_found'],
  },
  'chat.postEphemeral shows one member a message': {
    run: async (peer) => {
      const { sales: channel, ada: user } = peer.ids;
      const { ok, message_ts } = await peer.call('chat.postEphemeral', { channel, user, text: 'Psst' });
      return [ok, /^\d+\.\d{6}$/.test(String(message_ts))];
    },
    answer: [true, true],
  },
  'chat.postEphemeral cannot be updated': {
    run: async (peer) => {
      const { sales: channel, ada: user } = peer.ids;
      const { message_ts: ts } = await peer.call('chat.postEphemeral', { channel, user, text: 'Psst' });
      return word(await peer.call('chat.update', { channel, ts, text: 'x' }));
    },
    answer: 'message_not_found',
  },
  'chat.postEphemeral refuses a strange member': {
    run: says('chat.postEphemeral', ({ sales }) => ({ channel: sales, user: 'U0NOBODY', text: 'x' })),
    answer: 'user_not_found',
  },
};
