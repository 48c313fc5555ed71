import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator, View } from '../../src/simulator/simulator.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const text = (value: string) => ({ type: 'plain_text' as const, text: value });
const options = ['free', 'premium'].map((value) => ({ text: text(value), value }));
const blocks: KnownBlock[] = [
  {
    type: 'input',
    block_id: 'name',
    label: text('Name'),
    element: { type: 'plain_text_input', action_id: 'name_input' },
  },
  {
    type: 'input',
    block_id: 'kind',
    label: text('Kind'),
    element: {
      type: 'static_select',
      action_id: 'kind_input',
      options,
      initial_option: { text: text('free'), value: 'free' },
    },
  },
  {
    type: 'input',
    block_id: 'flags',
    optional: true,
    label: text('Flags'),
    element: { type: 'checkboxes', action_id: 'flags_input', options },
  },
  {
    type: 'input',
    block_id: 'owner',
    optional: true,
    label: text('Owner'),
    element: { type: 'users_select', action_id: 'owner_input' },
  },
  {
    type: 'actions',
    block_id: 'more',
    elements: [{ type: 'button', text: text('Add Line'), action_id: 'add' }],
  },
];
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'secret',
  notify_on_close: true,
  title: text('Form'),
  submit: text('Send'),
  blocks,
};
const second: ModalView = { type: 'modal', callback_id: 'second', title: text('Second'), blocks: [] };

let simulator: Simulator;
let app: App;
let view: View;
/** What the app answers to a submission, and what it last heard. */
let answer: object | undefined;
let heard: Record<string, unknown>;

beforeEach(async () => {
  answer = undefined;
  heard = {};
  ({ simulator } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, client, command }) => {
      await client.views.open({ trigger_id: command.trigger_id, view: form });
      await ack();
    });
    one.view({ type: 'view_submission', callback_id: 'form' }, async ({ ack, view: submitted }) => {
      heard = { values: submitted.state.values, metadata: submitted.private_metadata };
      await (answer === undefined ? ack() : ack(answer as never));
    });
    one.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
      heard = { closed: body.view.id };
      await ack();
    });
    one.action(/.*/, async ({ ack, body, action }) => {
      heard = { action, state: 'view' in body ? body.view?.state.values : undefined };
      await ack();
    });
  });
  await lena().command('/probe');
  view = await simulator.waitFor(() => lena().views()[0]);
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const lena = () => simulator.as('U0LENA');

describe('a submitted form', () => {
  it('carries every value in the shape of its element', async () => {
    expect(
      await lena().submit(view.id, { name: 'Jane', kind: 'premium', flags_input: ['free'], owner: 'U0OMAR' }),
    ).toEqual({ acknowledged: true });
    expect(heard).toEqual({
      metadata: 'secret',
      values: {
        name: { name_input: { type: 'plain_text_input', value: 'Jane' } },
        kind: { kind_input: { type: 'static_select', selected_option: options[1] } },
        flags: { flags_input: { type: 'checkboxes', selected_options: [options[0]] } },
        owner: { owner_input: { type: 'users_select', selected_user: 'U0OMAR' } },
      },
    });
  });

  it('keeps initial values, and leaves the rest empty', async () => {
    await lena().submit(view.id, { name: 'Jane' });
    expect(heard.values).toMatchObject({
      kind: { kind_input: { selected_option: { value: 'free' } } },
      flags: { flags_input: { selected_options: [] } },
      owner: { owner_input: { selected_user: null } },
    });
  });

  it('never leaves the client while a required input is empty', async () => {
    const result = await lena().submit(view.id, {});
    expect(result.errors).toEqual({ name: 'Please complete this required field.' });
    expect(heard).toEqual({});
  });

  it.each<[string, object, string[]]>([
    ['errors at fields keep it open', { response_action: 'errors', errors: { name: 'No.' } }, ['Form']],
    ['an update replaces it', { response_action: 'update', view: second }, ['Second']],
    ['a push lays another on top', { response_action: 'push', view: second }, ['Form', 'Second']],
    ['clear closes all', { response_action: 'clear' }, []],
  ])('%s', async (_what, given, titles) => {
    answer = given;
    expect((await lena().submit(view.id, { name: 'Jane' })).acknowledged).toBe(true);
    expect(
      lena()
        .views()
        .map(({ title }) => title),
    ).toEqual(titles);
  });

  it.each<[string, object]>([
    ['errors at a field that is not there', { response_action: 'errors', errors: { nowhere: 'No.' } }],
    [
      'an update with an invalid view',
      { response_action: 'update', view: { ...second, title: text('x'.repeat(25)) } },
    ],
    ['a strange response_action', { response_action: 'explode' }],
  ])('%s is an error in the modal, which stays', async (_what, given) => {
    answer = given;
    const result = await lena().submit(view.id, { name: 'Jane' });
    expect(result).toMatchObject({ acknowledged: false, error: expect.stringMatching(/./) });
    expect(simulator.calls.at(-1)).toMatchObject({ kind: 'refused', payload: given });
    expect(
      lena()
        .views()
        .map(({ title }) => title),
    ).toEqual(['Form']);
  });

  it('cannot be submitted by another', async () => {
    await expect(simulator.as('U0OMAR').submit(view.id, {})).rejects.toThrow('no modal');
  });
});

describe('an open form', () => {
  it('tells the app what is pressed in it, and what was entered so far', async () => {
    const result = await lena().press(view, 'Add Line', { values: { name: 'Ja' } });
    expect(result.acknowledged).toBe(true);
    expect(heard).toMatchObject({
      action: { action_id: 'add', block_id: 'more', type: 'button' },
      state: { name: { name_input: { value: 'Ja' } } },
    });
  });

  it('tells the app that it was closed, if it asked', async () => {
    await lena().close();
    expect(heard).toEqual({ closed: view.id });
    expect(lena().views()).toEqual([]);
  });
});

describe('a message', () => {
  const post = (elements: object[]) =>
    fetch(`${simulator.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: 'Bearer xoxb-test', 'Content-Type': 'application/json' },
      body: JSON.stringify({ channel: 'C0SALES', text: 'x', blocks: [{ type: 'actions', elements }] }),
    });

  it('takes a choice in a select', async () => {
    await post([{ type: 'static_select', action_id: 'kind', options }]);
    const [message] = simulator.channel('C0SALES').messages();
    if (message === undefined) throw new Error('not posted');
    await lena().press(message, 'kind', { choice: 'premium' });
    expect(heard.action).toMatchObject({ type: 'static_select', selected_option: { value: 'premium' } });
    await expect(lena().press(message, 'kind', { choice: 'gold' })).rejects.toThrow('no option gold');
  });

  it('lists its buttons, and refuses to press what is not there', async () => {
    await post([{ type: 'button', action_id: 'undo', text: text('Undo'), value: '7', style: 'danger' }]);
    const [message] = simulator.channel('C0SALES').messages();
    if (message === undefined) throw new Error('not posted');
    expect(message.buttons()).toEqual([
      { text: 'Undo', actionId: 'undo', blockId: expect.any(String), value: '7', style: 'danger' },
    ]);
    await expect(lena().press(message, 'Redo')).rejects.toThrow(
      'There is nothing called "Redo" to press, only: Undo.',
    );
  });

  it('can have a press delivered twice', async () => {
    await post([{ type: 'button', action_id: 'undo', text: text('Undo') }]);
    const [message] = simulator.channel('C0SALES').messages();
    if (message === undefined) throw new Error('not posted');
    await lena().press(message, 'Undo', { redeliver: true });
    const deliveries = simulator.calls.filter(({ kind }) => kind === 'delivery').slice(-2);
    expect(deliveries).toMatchObject([{ type: 'interactive' }, { type: 'interactive' }]);
    const [one, two] = deliveries.map((call) => ('payload' in call ? call.payload : undefined));
    expect(two).toEqual(one);
  });

  it('that is ephemeral is left out of the payload, and closed to others', async () => {
    await fetch(`${simulator.apiUrl}chat.postEphemeral`, {
      method: 'POST',
      headers: { Authorization: 'Bearer xoxb-test', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        channel: 'C0SALES',
        user: 'U0LENA',
        text: 'x',
        blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'undo', text: text('Undo') }] }],
      }),
    });
    const [message] = lena().sees('C0SALES');
    if (message === undefined) throw new Error('not posted');
    await lena().press(message, 'undo');
    const delivery = simulator.calls.findLast(({ kind }) => kind === 'delivery');
    const payload = delivery !== undefined && 'payload' in delivery ? delivery.payload : {};
    expect(payload).not.toHaveProperty('message');
    expect(payload).toMatchObject({
      container: { type: 'message', is_ephemeral: true, message_ts: message.ts },
    });
    await expect(simulator.as('U0OMAR').press(message, 'undo')).rejects.toThrow('cannot see');
  });
});
