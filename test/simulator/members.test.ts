import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { askPage } from './page-client.ts';
import { manifest, startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
beforeEach(async () => {
  ({ simulator } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, respond }) => {
      await ack('At once');
      await respond({ text: 'And to all', response_type: 'in_channel' });
    });
  });
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const lena = () => simulator.as('U0LENA');
const omar = () => simulator.as('U0OMAR');

describe('what a member says', () => {
  it('stands in the channel as theirs, and the app hears nothing of it', () => {
    const said = lena().say('C0SALES', 'Hello, *everybody*');
    expect(omar().sees('C0SALES')).toEqual([said]);
    expect(said).toMatchObject({ user: 'U0LENA', text: 'Hello, *everybody*', ephemeral: false });
    expect(simulator.calls.filter(({ kind }) => kind === 'delivery')).toEqual([]);
  });

  it.each([
    ['a member', 'ask @omar.', 'ask <@U0OMAR>.'],
    ['nobody', 'ask @nobody', 'ask @nobody'],
    ['a channel', 'see #sales', 'see <#C0SALES|sales>'],
    ['an address', 'see https://example.com/a?b=1&c=2', 'see <https://example.com/a?b=1&amp;c=2>'],
    ['what looks like markup', '1 < 2 & <@U0LENA>', '1 &lt; 2 &amp; &lt;@U0LENA&gt;'],
  ])('is escaped where it names %s', (_what, typed, text) => {
    expect(lena().say('C0SALES', typed).text).toBe(text);
  });

  it('is refused where they cannot write', () => {
    expect(() => omar().say('C0QUIET', 'x')).toThrow('U0OMAR is not in a channel C0QUIET.');
    simulator.channel('C0SALES').change({ isArchived: true });
    expect(() => omar().say('C0SALES', 'x')).toThrow('#sales is archived: nobody can write there.');
  });

  it('does not reach an app whose messages are read-only', async () => {
    const other = await startWorkspace({
      manifest: {
        ...manifest,
        features: { ...manifest.features, app_home: { messages_tab_read_only_enabled: true } },
      },
    });
    const page = askPage(other.simulator.url, 'U0LENA');
    await page.state();
    expect(await page.act('message', { channel: 'D0U0LENA', text: 'Hi' })).toEqual({
      error: 'Sending messages to this app has been turned off.',
    });
    await other.simulator.close();
  });
});

describe('unread messages', () => {
  it('are those of others since the channel was read', () => {
    lena().say('C0SALES', 'One');
    lena().say('C0SALES', 'Two');
    expect([lena().unread('C0SALES'), omar().unread('C0SALES')]).toEqual([0, 2]);
    omar().read('C0SALES');
    expect(omar().unread('C0SALES')).toBe(0);
    lena().say('C0SALES', 'Three');
    expect(omar().unread('C0SALES')).toBe(1);
  });

  it('are told to the page', async () => {
    const page = askPage(simulator.url, 'U0OMAR');
    lena().say('C0SALES', 'One');
    expect((await page.state()).channels[0]).toMatchObject({ id: 'C0SALES', unread: 1 });
    await page.act('read', { channel: 'C0SALES' });
    expect((await page.state()).channels[0]).toMatchObject({ unread: 0 });
  });

  it('are no news when they were read already, so that pages do not wake each other for ever', async () => {
    lena().say('C0SALES', 'One');
    omar().read('C0SALES');
    let looks = 0;
    const waiting = simulator.waitFor(() => {
      looks += 1;
      return looks > 1;
    });
    omar().read('C0SALES');
    expect(looks).toBe(1);
    lena().say('C0SALES', 'Two');
    await waiting;
  });

  it('do not count what only one member sees', async () => {
    const { updated } = await omar().command('/probe');
    await updated();
    expect(omar().sees('C0SALES')).toHaveLength(2);
    expect(omar().unread('C0SALES')).toBe(1);
  });
});

describe('the direct channel of two members', () => {
  it('is one for both, and nobody else’s', async () => {
    const page = askPage(simulator.url, 'U0LENA');
    const { channel = '' } = await page.act('open_direct', { member: 'U0OMAR' });
    expect(omar().openDirect('U0LENA').id).toBe(channel);
    expect((await page.state()).channels.at(-2)).toMatchObject({
      id: channel,
      kind: 'direct',
      member: 'U0OMAR',
    });
    expect((await page.as('U0OMAR').state()).channels).toContainEqual(
      expect.objectContaining({ id: channel, member: 'U0LENA' }),
    );
    lena().say(channel, 'Between us');
    expect(omar().unread(channel)).toBe(1);
  });

  it('takes the app’s commands, answers to them, and no message of the app', async () => {
    const { id } = lena().openDirect('U0OMAR');
    const result = await lena().command('/probe', { channel: id });
    expect(result.message).toMatchObject({ channel: id, text: 'At once', ephemeral: true });
    expect(await result.updated()).toMatchObject({ channel: id, text: 'And to all' });
    expect(
      omar()
        .sees(id)
        .map(({ text }) => text),
    ).toEqual(['And to all']);
    expect(simulator.calls.find(({ kind }) => kind === 'delivery')).toMatchObject({
      payload: { channel_id: id, channel_name: 'directmessage' },
    });
    await expect(app.client.chat.postMessage({ channel: id, text: 'x' })).rejects.toThrow(
      'channel_not_found',
    );
    await expect(app.client.conversations.info({ channel: id })).rejects.toThrow('channel_not_found');
  });

  it('can be with oneself', () => {
    expect(lena().openDirect('U0LENA').members).toEqual(['U0LENA']);
  });
});
