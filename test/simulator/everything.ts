import type { App, BlockAction, GlobalShortcut, MessageShortcut, ViewClosedAction } from '@slack/bolt';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { createDoor, type Door } from './door.ts';
import { displayMessages, refusedBlocks } from './everything-blocks.ts';
import { actingBlocks, inputInMessage, undrawnBlocks } from './everything-elements.ts';
import * as views from './everything-views.ts';
import { errorOf, type Hear, hearIn } from './hear.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const callbacks = { compose: 'compose', quote: 'quote' } as const;

const manifest = {
  display_information: { name: 'Everything', description: 'Uses every part of Slack that a bot can use' },
  features: {
    bot_user: { display_name: 'Everything' },
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    slash_commands: [
      {
        command: '/everything',
        description: 'Shows a part of Slack',
        usage_hint: '[part]',
        should_escape: true,
      },
      { command: '/evening', description: 'Says good evening', should_escape: false },
    ],
    shortcuts: [
      { name: 'Open Every Input', type: 'global', callback_id: callbacks.compose, description: 'The form' },
      { name: 'Quote Message', type: 'message', callback_id: callbacks.quote, description: 'Quotes it' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'users:read', 'im:write', 'files:write', 'files:read'],
    },
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
};

export type Everything = {
  readonly simulator: Simulator;
  readonly clock: { time: number };
  /** Says something in a channel, unasked. */
  readonly post: (channel: string, text: string) => Promise<void>;
  /** What the app waits at before it answers `/everything later` and a submission of the slow modal. */
  readonly door: Door;
  readonly close: () => Promise<void>;
};

/** An app that uses every block, element and flow, in a workspace of its own; what it hears it says. */
export async function startEverything(options: Partial<SimulatorOptions> = {}): Promise<Everything> {
  const { simulator, clock } = await startWorkspace({ manifest, ...options });
  const door = createDoor();
  const app = await startSocketApp(simulator, (one) => listen(one, door));
  return {
    simulator,
    clock,
    door,
    post: async (channel, text) => {
      await app.client.chat.postMessage({ channel, text });
    },
    close: async () => {
      await app.stop();
      await simulator.close();
    },
  };
}

function listen(app: App, door: Door): void {
  const hear = hearIn(app, 'C0SALES');
  listenToCommands(app, door);
  listenToActs(app, hear);
  listenToViews(app, hear, door);

  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: views.home(0) });
  });
  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: callbacks.compose }, async (given) => {
    await given.ack();
    await given.client.views.open({ trigger_id: given.shortcut.trigger_id, view: views.form });
  });
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: callbacks.quote }, async (given) => {
    await given.ack();
    const view = views.quoted(given.shortcut.message.text ?? '');
    await given.client.views.open({ trigger_id: given.shortcut.trigger_id, view });
  });
}

const modals = new Map(
  Object.entries({
    form: views.form,
    acting: views.acting,
    preview: views.preview(''),
    strict: views.strict,
    stack: views.first,
    replace: views.replaced,
    slow: views.held,
    silent: views.silent,
  }),
);
const messages = new Map(
  Object.entries({
    ...displayMessages,
    elements: [...actingBlocks, inputInMessage],
    undrawn: undrawnBlocks,
    unheard: [views.unheard],
  }),
);

function listenToCommands(app: App, door: Door): void {
  app.command('/evening', async ({ ack, command }) => ack(`Good evening, ${command.text}`));
  app.command('/everything', async ({ ack, command, client, respond }) => {
    const { text: word, channel_id: channel, trigger_id } = command;
    if (word === 'nothing') return;
    const view = modals.get(word);
    if (view !== undefined) await client.views.open({ trigger_id, view });
    const blocks = messages.get(word);
    if (blocks !== undefined) await client.chat.postMessage({ channel, text: word, blocks: [...blocks] });
    if (word === 'refused') {
      const refused = client.chat.postMessage({ channel, text: word, blocks: [...refusedBlocks] });
      const error = await refused.then(() => 'nothing', errorOf);
      return ack(`Slack refused it: ${error}`);
    }
    await ack(word.startsWith('say ') ? { text: word.slice(4), response_type: 'in_channel' } : undefined);
    if (word === 'file') {
      await client.filesUploadV2({
        channel_id: channel,
        filename: 'invites.csv',
        title: 'All invites',
        content: 'name,sent\nJane,2026-11-24\n',
        initial_comment: 'Here is the file',
      });
    }
    if (word !== 'later') return;
    await door.pass();
    await respond({ text: 'Said later', response_type: 'in_channel' });
  });
}

function listenToActs(app: App, hear: Hear): void {
  app.action<BlockAction>(/.*/, async ({ ack, body, action, client }) => {
    if (action.action_id === 'unheard') return;
    await ack();
    const view_id = body.view?.id ?? '';
    const { trigger_id } = body;
    switch (action.action_id) {
      case 'deeper':
        await client.views.push({ trigger_id, view: views.second });
        return;
      case 'rename':
        await client.views.update({ view_id, view: views.third('Renamed') });
        return;
      case 'too_deep':
        await hear(
          'too_deep',
          await client.views.push({ trigger_id, view: views.second }).then(() => '', errorOf),
        );
        return;
      case 'open_form':
        await client.views.open({ trigger_id, view: views.form });
        return;
      case 'draft_changed':
        await client.views.update({
          view_id,
          view: views.preview(String(Reflect.get(action, 'value') ?? '')),
        });
        break;
    }
    const counted = /^count_(\d+)$/.exec(action.action_id);
    if (counted !== null) {
      await client.views.publish({ user_id: body.user.id, view: views.home(Number(counted[1])) });
      return;
    }
    await hear(action.action_id, {
      action,
      state: (body.view ?? body).state?.values,
      user: body.user.id,
    });
  });
}

function listenToViews(app: App, hear: Hear, door: Door): void {
  app.view('form', async ({ ack, view, body }) => {
    await ack();
    await hear('form', { values: view.state.values, metadata: view.private_metadata, user: body.user.id });
  });
  app.view<ViewClosedAction>({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
    await ack();
    await hear('closed', { is_cleared: body.is_cleared, metadata: body.view.private_metadata });
  });
  app.view('preview', async ({ ack, view }) => {
    await ack();
    await hear('preview', view.state.values);
  });
  app.view('strict', async ({ ack, view }) => {
    const { word, again } = view.state.values;
    if (word?.value?.value === again?.value?.value) return ack();
    await ack({
      response_action: 'errors',
      errors: { word: 'Not the word below.', again: 'Not the word above.' },
    });
  });
  app.view('first', async ({ ack }) => ack({ response_action: 'push', view: views.second }));
  app.view('second', async ({ ack }) => ack({ response_action: 'push', view: views.third('Third') }));
  app.view('third', async ({ ack }) => ack({ response_action: 'clear' }));
  app.view('replaced', async ({ ack }) => ack({ response_action: 'update', view: views.replacement }));
  app.view('replacement', async ({ ack }) => ack());
  app.view('held', async ({ ack, view }) => {
    await door.pass();
    await ack();
    await hear('held', view.state.values);
  });
  app.view('silent', async () => undefined);
  app.view('quoted', async ({ ack, view }) => {
    await ack();
    await hear('quoted', view.state.values);
  });
}
