import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { startHttpApp, startSocketApp, startWorkspace } from './start.ts';

function listen(app: App): void {
  app.command('/probe', async ({ command, ack, respond, client }) => {
    const [word] = command.text.split(' ');
    if (word === 'nothing') return ack();
    if (word === 'later') {
      await ack('Still working…');
      await respond({ text: 'Done', replace_original: true });
      return;
    }
    if (word === 'post') {
      await client.chat.postMessage({
        channel: command.channel_id,
        text: 'Posted',
        blocks: buttons('Everyone'),
      });
      return ack();
    }
    await ack({ text: `You typed ${command.text}`, blocks: buttons('Only you') });
  });
  app.action('press', async ({ ack, respond, body }) => {
    await ack();
    await respond({ text: `Pressed by ${body.user.id}`, replace_original: true });
  });
  app.action('open', async ({ ack, client, body }) => {
    await ack();
    if (!('trigger_id' in body)) throw new Error('no trigger');
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        title: { type: 'plain_text', text: 'Form' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
          {
            type: 'input',
            block_id: 'name',
            label: { type: 'plain_text', text: 'Name' },
            element: { type: 'plain_text_input', action_id: 'value' },
          },
        ],
      },
    });
  });
  app.view('form', async ({ ack, view }) => {
    const name = view.state.values.name?.value?.value ?? '';
    await (name === 'bad' ? ack({ response_action: 'errors', errors: { name: 'Not this one.' } }) : ack());
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Welcome' } }] },
    });
  });
}

function buttons(text: string) {
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    {
      type: 'actions' as const,
      elements: [
        {
          type: 'button' as const,
          text: { type: 'plain_text' as const, text: 'Press Me' },
          action_id: 'press',
        },
        {
          type: 'button' as const,
          text: { type: 'plain_text' as const, text: 'Open Form' },
          action_id: 'open',
        },
      ],
    },
  ];
}

describe.each([
  ['Socket Mode', startSocketApp],
  ['signed HTTP', startHttpApp],
])('over %s, the real Bolt', (_name, start) => {
  let simulator: Simulator;
  let app: App;
  beforeAll(async () => {
    ({ simulator } = await startWorkspace());
    app = await start(simulator, listen);
  });
  afterAll(async () => {
    await app.stop();
    await simulator.close();
  });

  it('answers a command in its acknowledgement, to the one who typed it', async () => {
    const result = await simulator.as('U0LENA').command('/probe hello @omar');
    expect(result.message).toMatchObject({
      text: 'You typed hello <@U0OMAR|omar>',
      ephemeral: true,
      channel: 'C0SALES',
    });
    expect(simulator.as('U0LENA').sees('C0SALES')).toContainEqual(result.message);
    expect(simulator.as('U0OMAR').sees('C0SALES')).not.toContainEqual(result.message);
  });

  it('acknowledges with nothing to show', async () => {
    const result = await simulator.as('U0LENA').command('/probe nothing');
    expect(result).toMatchObject({ acknowledged: true });
    expect(result.replies()).toEqual([]);
  });

  it('replaces the first answer through response_url', async () => {
    const result = await simulator.as('U0OMAR').command('/probe later');
    expect(result.message?.text).toBe('Still working…');
    const updated = await result.updated();
    expect(updated).toMatchObject({ text: 'Done', edited: true, ts: result.message?.ts });
    expect(result.replies().map((message) => message.text)).toEqual(['Done']);
  });

  it('receives a pressed button and changes the message', async () => {
    const lena = simulator.as('U0LENA');
    const { message } = await lena.command('/probe hello');
    if (message === undefined) throw new Error('no message');
    const pressed = await lena.press(message, 'Press Me');
    expect((await pressed.updated()).text).toBe('Pressed by U0LENA');
  });

  it('posts to a channel, where everybody can press', async () => {
    await simulator.as('U0LENA').command('/probe post');
    const message = simulator
      .channel('C0SALES')
      .messages()
      .find((one) => one.text === 'Posted');
    if (message === undefined) throw new Error('not posted');
    const pressed = await simulator.as('U0OMAR').press(message, 'press');
    expect((await pressed.updated()).text).toBe('Pressed by U0OMAR');
  });

  it('opens a form, shows errors at fields, and closes it', async () => {
    const lena = simulator.as('U0LENA');
    const { message } = await lena.command('/probe hello');
    if (message === undefined) throw new Error('no message');
    await lena.press(message, 'Open Form');
    const view = await simulator.waitFor(() => lena.views()[0]);
    expect(await lena.submit(view.id, {})).toMatchObject({
      errors: { name: 'Please complete this required field.' },
    });
    expect(await lena.submit(view.id, { name: 'bad' })).toMatchObject({ errors: { name: 'Not this one.' } });
    expect(await lena.submit(view.id, { name: 'good' })).toEqual({ acknowledged: true });
    expect(lena.views()).toEqual([]);
  });

  it('publishes a Home when it is opened', async () => {
    const omar = simulator.as('U0OMAR');
    await omar.openHome();
    const home = await simulator.waitFor(() => omar.home());
    expect(home.blocks).toMatchObject([{ type: 'section', text: { text: 'Welcome' } }]);
  });
});
