import type { App, ViewClosedAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { askPage } from './page-client.ts';
import { manifest, startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
/** What the app heard, in order. */
let heard: object[];
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (title: string, rest: Partial<ModalView>): ModalView => ({
  type: 'modal',
  title: plain(title),
  callback_id: title,
  blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] }],
  ...rest,
});

async function started(changes: object, views: readonly ModalView[] = []): Promise<void> {
  heard = [];
  const left = [...views];
  ({ simulator } = await startWorkspace({ manifest: { ...manifest, ...changes } }));
  app = await startSocketApp(simulator, (one) => {
    one.event('app_home_opened', async ({ event }) => void heard.push(event));
    one.command('/probe', async ({ ack, client, command: { trigger_id } }) => {
      const view = left.shift();
      if (view !== undefined) await client.views.open({ trigger_id, view });
      await ack();
    });
    one.action('more', async ({ ack, client, body }) => {
      const view = left.shift();
      const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
      if (view !== undefined) await client.views.push({ trigger_id, view });
      await ack();
    });
    one.view<ViewClosedAction>({ type: 'view_closed', callback_id: /.*/ }, async ({ ack, body }) => {
      await ack();
      heard.push({ closed: body.view.callback_id, is_cleared: body.is_cleared });
    });
  });
}

const lena = () => simulator.as('U0LENA');
async function openAll(count: number): Promise<void> {
  await lena().command('/probe');
  for (let depth = 1; depth < count; depth += 1) {
    const top = lena().views().at(-1);
    if (top === undefined) throw new Error('Nothing was opened.');
    await lena().press(top, 'more');
  }
  expect(lena().views()).toHaveLength(count);
}

describe('a stack of modals', () => {
  const views = [
    modal('First', { notify_on_close: true }),
    modal('Second', {}),
    modal('Third', { notify_on_close: true }),
  ];

  it('is closed from the top, one by one', async () => {
    await started({}, views);
    await openAll(3);
    await lena().close();
    expect(heard).toEqual([{ closed: 'Third', is_cleared: false }]);
    expect(lena().views()).toHaveLength(2);
  });

  it('is closed at once, and every modal that asked is told that all are gone', async () => {
    await started({}, views);
    await openAll(3);
    expect(await askPage(simulator.url, 'U0LENA').act('close', { all: true })).toEqual({});
    expect(heard).toHaveLength(2);
    expect(heard).toEqual(
      expect.arrayContaining([
        { closed: 'First', is_cleared: true },
        { closed: 'Third', is_cleared: true },
      ]),
    );
    expect(lena().views()).toEqual([]);
  });

  it('shows of an updated one what the app wrote now, and nothing of before', async () => {
    await started({}, [modal('First', { submit: plain('Save'), private_metadata: 'v1' })]);
    await openAll(1);
    const [before] = lena().views();
    await app.client.views.update({ view_id: before?.id ?? '', view: modal('Result', {}) });
    const [after] = lena().views();
    expect(after).toMatchObject({ id: before?.id, title: 'Result', privateMetadata: '' });
    expect(after).not.toHaveProperty('submit');
    expect(after?.hash).not.toBe(before?.hash);
  });

  it('goes as a whole with one that has clear_on_close', async () => {
    await started({}, [modal('First', { notify_on_close: true }), modal('Second', { clear_on_close: true })]);
    await openAll(2);
    await lena().close();
    expect(heard).toEqual([{ closed: 'First', is_cleared: true }]);
  });
});

describe('a tab of the app', () => {
  const subscribed = (...bot_events: string[]) => ({ settings: { event_subscriptions: { bot_events } } });

  it('tells the app that it was opened, and which', async () => {
    await started(subscribed('app_home_opened'));
    const page = askPage(simulator.url, 'U0LENA');
    expect(await page.act('open_app', { tab: 'messages' })).toEqual({});
    expect(await page.act('open_app', { tab: 'home' })).toEqual({});
    expect(heard).toMatchObject([
      { type: 'app_home_opened', user: 'U0LENA', channel: 'D0U0LENA', tab: 'messages' },
      { type: 'app_home_opened', tab: 'home' },
    ]);
    expect(heard[1]).not.toHaveProperty('view');
  });

  it('carries the Home that was published before', async () => {
    await started({});
    await app.client.views.publish({
      user_id: 'U0LENA',
      view: { type: 'home', callback_id: 'home', blocks: [] },
    });
    await lena().openHome();
    await lena().openMessages();
    expect(heard).toMatchObject([{ view: { callback_id: 'home', type: 'home' } }, { tab: 'messages' }]);
    expect(heard[1]).not.toHaveProperty('view');
  });

  it('tells nothing to an app that subscribed to other events only', async () => {
    await started(subscribed('app_uninstalled'));
    await lena().openHome();
    expect(heard).toEqual([]);
    expect(
      lena()
        .channels()
        .map(({ id }) => id),
    ).toContain('D0U0LENA');
  });

  it.each([
    ['none', undefined, ['messages']],
    ['both', { home_tab_enabled: true, messages_tab_enabled: true }, ['home', 'messages']],
    ['Home', { home_tab_enabled: true, messages_tab_enabled: false }, ['home']],
  ])('is shown where the manifest names %s', async (_what, app_home, tabs) => {
    await started({ features: { ...manifest.features, app_home } });
    expect((await askPage(simulator.url, 'U0LENA').state()).app.tabs).toEqual(tabs);
  });
});
