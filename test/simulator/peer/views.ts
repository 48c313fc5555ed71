import { type Behaviour, field, methodPage, reference, says, word } from './behaviour.ts';
import type { Peer } from './peers.ts';

const text = (value: string) => ({ type: 'plain_text', text: value });
const modal = (title: string) => ({ type: 'modal', title: text(title), blocks: [] });
const home = { type: 'home', blocks: [{ type: 'section', text: text('Hello') }] };
const open = async (peer: Peer, view: object = modal('First')) =>
  peer.call('views.open', { trigger_id: await peer.trigger(peer.ids.ada), view });

export const viewsBehaviours: Readonly<Record<string, Behaviour>> = {
  'views.open opens a modal': {
    run: async (peer) => {
      const { ok, view } = await open(peer, {
        ...modal('First'),
        callback_id: 'form',
        private_metadata: 'm',
      });
      const fields = ['type', 'callback_id', 'private_metadata'].map((name) => field(view, name));
      return [ok, ...fields, field(view, 'title', 'text'), field(view, 'root_view_id') === field(view, 'id')];
    },
    answer: [true, 'modal', 'form', 'm', 'First', true],
  },
  'views.open uses up its trigger': {
    run: async (peer) => {
      const trigger_id = await peer.trigger(peer.ids.ada);
      const again = async () => word(await peer.call('views.open', { trigger_id, view: modal('First') }));
      return [await again(), await again()];
    },
    answer: ['ok', 'exchanged_trigger_id'],
  },
  'views.open refuses a strange trigger': {
    run: says('views.open', () => ({ trigger_id: '1.2.3', view: modal('First') })),
    answer: 'invalid_trigger_id',
  },
  'views.open refuses a Home': {
    run: async (peer) => word(await open(peer, home)),
    answer: 'invalid_arguments',
    differs: {
      emulate: 'invalid_view',
      why: 'Slack has no error invalid_view: views.* answer with invalid_arguments and say what in its messages.',
      page: methodPage('views.open'),
    },
  },
  'views.open refuses a long title': {
    run: async (peer) => word(await open(peer, modal('x'.repeat(25)))),
    answer: 'invalid_arguments',
    differs: { emulate: 'ok', why: 'It does not look into views.', page: `${reference}/views/modal-views` },
  },
  'views.push stacks three modals': {
    run: async (peer) => {
      const first = (await open(peer)).view;
      const push = async (on: unknown) => {
        const trigger_id = await peer.trigger(peer.ids.ada, String(field(on, 'id')));
        return peer.call('views.push', { trigger_id, view: modal('Next') });
      };
      const second = await push(first);
      const third = await push(second.view);
      const fourth = await push(third.view);
      const below = field(second.view, 'previous_view_id') === field(first, 'id');
      return [below, field(third.view, 'root_view_id') === field(first, 'id'), word(fourth)];
    },
    answer: [true, true, 'push_limit_reached'],
  },
  'views.update changes a modal, and only with its hash': {
    run: async (peer) => {
      const { view } = await open(peer);
      const [view_id, hash] = [field(view, 'id'), field(view, 'hash')];
      const update = () => peer.call('views.update', { view_id, hash, view: modal('Changed') });
      const changed = await update();
      return [
        field(changed.view, 'title', 'text'),
        field(changed.view, 'hash') !== hash,
        word(await update()),
      ];
    },
    answer: ['Changed', true, 'hash_conflict'],
  },
  'views.update finds a modal by its external_id': {
    run: async (peer) => {
      await open(peer, { ...modal('First'), external_id: 'mine' });
      const view = { ...modal('Changed'), external_id: 'mine' };
      return word(await peer.call('views.update', { external_id: 'mine', view }));
    },
    answer: 'ok',
  },
  'views.open refuses an external_id that is open': {
    run: async (peer) => {
      await open(peer, { ...modal('First'), external_id: 'twice' });
      return word(await open(peer, { ...modal('Second'), external_id: 'twice' }));
    },
    answer: 'duplicate_external_id',
  },
  'views.update refuses a view that there is not': {
    run: says('views.update', () => ({ view_id: 'V0NONE', view: modal('Changed') })),
    answer: 'not_found',
  },
  'views.publish publishes a Home, again under the same id': {
    run: async (peer) => {
      const publish = () => peer.call('views.publish', { user_id: peer.ids.ada, view: home });
      const [first, second] = [await publish(), await publish()];
      return [first.ok, field(first.view, 'type'), field(first.view, 'id') === field(second.view, 'id')];
    },
    answer: [true, 'home', true],
  },
  'views.publish refuses an old hash': {
    run: async (peer) => {
      const publish = (change: object) =>
        peer.call('views.publish', { user_id: peer.ids.ada, view: home, ...change });
      const hash = field((await publish({})).view, 'hash');
      await publish({});
      return word(await publish({ hash }));
    },
    answer: 'hash_conflict',
  },
  'views.publish refuses a strange member': {
    run: says('views.publish', () => ({ user_id: 'U0NOBODY', view: home })),
    answer: 'invalid_arguments',
    differs: {
      emulate: 'user_not_found',
      why: 'The page shows this very call: invalid_arguments, with the message "invalid `user_id`".',
      page: methodPage('views.publish'),
    },
  },
};
