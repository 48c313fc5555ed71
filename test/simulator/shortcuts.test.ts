import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Simulator } from '../../src/simulator/simulator.ts';
import { askPage } from './page-client.ts';
import { manifest, startSocketApp, startWorkspace } from './start.ts';

const shortcuts = [
  { name: 'Log Invite', type: 'global', callback_id: 'log', description: 'Opens the form' },
  { name: 'Log These', type: 'message', callback_id: 'these', description: 'Reads a message' },
  { name: 'Sleep', type: 'global', callback_id: 'sleep', description: 'Never answers' },
];

let simulator: Simulator;
let app: App;
/** What the app got last. */
let heard: GlobalShortcut | MessageShortcut | undefined;
beforeEach(async () => {
  heard = undefined;
  const features = { ...manifest.features, shortcuts };
  ({ simulator } = await startWorkspace({ manifest: { ...manifest, features }, ackTimeoutMs: 1_000 }));
  app = await startSocketApp(simulator, (one) => {
    one.shortcut('log', async ({ ack, shortcut, client }) => {
      heard = shortcut;
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { type: 'modal', title: { type: 'plain_text', text: 'Log' }, blocks: [] },
      });
      await ack();
    });
    one.shortcut({ callback_id: 'these', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
      heard = shortcut;
      await ack();
      await respond({ text: `Read: ${shortcut.message.text}` });
    });
  });
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const lena = () => simulator.as('U0LENA');

describe('a shortcut', () => {
  it('that is global carries a trigger, and no channel', async () => {
    expect(await lena().shortcut('log')).toMatchObject({ acknowledged: true });
    expect(heard).toEqual({
      type: 'shortcut',
      token: expect.stringMatching(/./),
      api_app_id: 'A0SIMULATED',
      team: { id: 'T0ACME', domain: 'acme' },
      user: { id: 'U0LENA', username: 'lena', name: 'lena', team_id: 'T0ACME' },
      enterprise: null,
      is_enterprise_install: false,
      callback_id: 'log',
      trigger_id: expect.stringMatching(/./),
      action_ts: '1795510800.000000',
    });
    expect(lena().views()).toMatchObject([{ title: 'Log' }]);
  });

  it('on a message carries the message, and can answer through its response_url', async () => {
    const message = lena().say('C0SALES', 'Jane and @omar');
    const result = await simulator.as('U0OMAR').shortcut('these', message);
    expect(heard).toMatchObject({
      type: 'message_action',
      callback_id: 'these',
      channel: { id: 'C0SALES', name: 'sales' },
      message_ts: message.ts,
      message: { type: 'message', user: 'U0LENA', ts: message.ts, text: 'Jane and <@U0OMAR>' },
    });
    expect(heard).not.toHaveProperty('message.bot_id');
    expect(await result.updated()).toMatchObject({
      text: 'Read: Jane and <@U0OMAR>',
      ephemeral: true,
      visibleTo: 'U0OMAR',
    });
  });

  it('that the app does not acknowledge is a time-out', async () => {
    const page = askPage(simulator.url, 'U0LENA');
    expect(await page.act('shortcut', { callbackId: 'sleep' })).toEqual({ error: 'operation_timeout' });
  });

  it('is offered and run in the page', async () => {
    const page = askPage(simulator.url, 'U0LENA');
    expect((await page.state()).shortcuts[1]).toEqual({
      id: 'these',
      name: 'Log These',
      type: 'message',
      description: 'Reads a message',
    });
    const { ts } = lena().say('C0SALES', 'Jane');
    const message = { channel: 'C0SALES', ts };
    expect(await page.act('shortcut', { callbackId: 'these', message })).toEqual({});
    expect(heard).toMatchObject({ message: { text: 'Jane' } });
  });

  it('is not there where the manifest has none of its kind, nor on what one member sees', async () => {
    const message = lena().say('C0SALES', 'Jane');
    await expect(lena().shortcut('these')).rejects.toThrow('no global shortcut "these", only: log, sleep.');
    await expect(lena().shortcut('log', message)).rejects.toThrow('no message shortcut "log", only: these.');
    await lena().command('/nothing');
    const [own] = lena().sees('C0SALES').slice(-1) as [Message];
    await expect(lena().shortcut('these', own)).rejects.toThrow('only one member sees');
  });

  it.each([
    ['a name of 25 characters', { ...shortcuts[0], name: 'x'.repeat(25) }],
    ['a strange type', { ...shortcuts[0], type: 'channel' }],
    ['no callback_id', { name: 'x', type: 'global', description: 'x' }],
  ])('with %s is refused in the manifest', async (_what, wrong) => {
    const features = { ...manifest.features, shortcuts: [wrong] };
    await expect(startWorkspace({ manifest: { ...manifest, features } })).rejects.toThrow(
      'The app manifest is not valid',
    );
  });
});
