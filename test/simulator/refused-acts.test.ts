import type { App, BlockAction } from '@slack/bolt';
import type { AnyBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Simulator, View } from '../../src/simulator/simulator.ts';
import { errorOf } from './hear.ts';
import { askPage } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['a', 'b'].map((value) => ({ text: plain(value), value }));
const rows = { title: plain('Rows'), submit: plain('Send') };

let simulator: Simulator;
let clock: { time: number };
let app: App;
/** What the next command shows. */
let blocks: AnyBlock[];
let heard: BlockAction[] = [];
let pushed: string;

beforeAll(async () => {
  ({ simulator, clock } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, client, command }) => {
      if (command.text === 'message') return ack({ text: 'x', blocks });
      const view = { type: 'modal' as const, callback_id: 'rows', ...rows, blocks };
      if (command.text === 'push')
        pushed = await client.views.push({ trigger_id: command.trigger_id, view }).then(() => '', errorOf);
      else await client.views.open({ trigger_id: command.trigger_id, view });
      await ack();
    });
    one.action<BlockAction>(/.*/, async ({ ack, body }) => {
      heard.push(body);
      await ack();
    });
  });
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});
beforeEach(() => {
  heard = [];
});

const lena = () => simulator.as('U0LENA');
const press = { type: 'button' as const, action_id: 'press', text: plain('Press') };
async function modal(...elements: object[]): Promise<View> {
  blocks = [{ type: 'actions', block_id: 'row', elements } as AnyBlock];
  await lena().command('/probe');
  const view = lena().views().at(-1);
  if (view === undefined) throw new Error('The modal was not opened.');
  return view;
}
async function message(...elements: object[]): Promise<Message> {
  blocks = [{ type: 'actions', block_id: 'row', elements } as AnyBlock];
  const result = await lena().command('/probe message');
  if (result.message === undefined) throw new Error(`No message: ${result.error}`);
  return result.message;
}

describe('a view', () => {
  it('is pressed by nobody but whose it is', async () => {
    const view = await modal(press);
    const others = askPage(simulator.url, 'U0OMAR');
    const gone = { error: 'This view is gone.' };
    expect(await others.act('press', { on: { view: view.id }, element: 'press' })).toEqual(gone);
    await app.client.views.publish({ user_id: 'U0LENA', view: { type: 'home', blocks } });
    const home = lena().home()?.id ?? '';
    expect(await others.act('press', { on: { view: home }, element: 'press' })).toEqual(gone);
    expect(heard).toEqual([]);
    const own = askPage(simulator.url, 'U0LENA');
    expect(await own.act('press', { on: { view: home }, element: 'press' })).toEqual({});
    expect(await own.act('press', { on: { view: view.id }, element: 'press' })).toEqual({});
    expect(heard).toHaveLength(2);
    await lena().closeAll();
  });

  it('is not pushed where no modal is open', async () => {
    blocks = [{ type: 'divider' }];
    await lena().command('/probe push');
    expect(pushed).toBe('not_found');
    expect(lena().views()).toEqual([]);
  });
});

describe('a choice', () => {
  const initial = { type: 'static_select', action_id: 'one', options, initial_option: options[0] };
  it.each<[object, unknown, string]>([
    [initial, 5, 'the value of an option, such as "premium"'],
    [initial, ['a'], 'the value of an option, such as "premium"'],
    [{ type: 'external_select' }, 'a', 'the value of an option, such as "premium"'],
    [{ type: 'overflow', options }, {}, 'the value of an option, such as "premium"'],
    [{ type: 'radio_buttons', options }, true, 'the value of an option, such as "premium"'],
    [{ type: 'checkboxes', options }, 'a', 'a list of the values of options, such as ["premium"]'],
    [{ type: 'checkboxes', options }, [1], 'a list of the values of options, such as ["premium"]'],
    [{ type: 'multi_static_select', options }, {}, 'a list of the values of options, such as ["premium"]'],
    [{ type: 'users_select' }, 7, 'the id of a member, such as "U0LENA"'],
    [{ type: 'multi_users_select' }, 'U0LENA', 'a list of ids of members, such as ["U0LENA"]'],
    [{ type: 'channels_select' }, ['C0SALES'], 'the id of a channel, such as "C0SALES"'],
    [{ type: 'conversations_select' }, { x: 1 }, 'the id of a conversation, such as "C0SALES"'],
    [{ type: 'datepicker' }, 'tomorrow', 'a date, such as "2026-12-01"'],
    [{ type: 'datepicker' }, '2026-02-30', 'a date, such as "2026-12-01"'],
    [{ type: 'timepicker' }, '25:00', 'a time, such as "09:30"'],
    [{ type: 'datetimepicker' }, '2026', 'a time in seconds since 1970, such as 1795000000'],
  ])('in %o of %o is refused, and the app hears nothing of it', async (element, choice, what) => {
    const shown = await message({ action_id: 'one', ...element });
    await expect(lena().press(shown, 'one', { choice })).rejects.toThrow(`one holds ${what}.`);
    expect(heard).toEqual([]);
  });

  it.each<[object, unknown, string]>([
    [{ type: 'plain_text_input' }, 7, 'text, such as "Hello"'],
    [{ type: 'number_input', is_decimal_allowed: false }, 7, 'text, such as "Hello"'],
    [{ type: 'rich_text_input' }, 'x', 'a rich_text block, such as {"type":"rich_text","elements":[]}'],
  ])('typed into %o as %o is refused', async (element, given, what) => {
    const named = { action_id: 'one', ...element };
    blocks = [{ type: 'input', block_id: 'row', label: plain('One'), element: named } as AnyBlock];
    await lena().command('/probe');
    const id = lena().views().at(-1)?.id ?? '';
    await expect(lena().submit(id, { one: given })).rejects.toThrow(`one holds ${what}.`);
    await lena().closeAll();
  });

  it('beside a button is checked too', async () => {
    const shown = await message({ type: 'checkboxes', action_id: 'one', options }, press);
    const values = { 'row/one': 'a' };
    await expect(lena().press(shown, 'press', { values })).rejects.toThrow('one holds a list of the values');
    expect(heard).toEqual([]);
  });

  it('of an option that the app wrote may be the option itself', async () => {
    const shown = await message({ ...initial, action_id: 'one' });
    await lena().press(shown, 'one', { choice: options[1] });
    expect(heard[0]?.actions).toMatchObject([{ selected_option: options[1] }]);
    const made = { text: plain('Made up'), value: 'c' };
    await expect(lena().press(shown, 'one', { choice: made })).rejects.toThrow('no option c in one');
  });
});

describe('an act', () => {
  it('in a message carries its own time, not that of the message', async () => {
    const shown = await message(press);
    clock.time += 90_500;
    await lena().press(shown, 'press');
    const [action] = heard[0]?.actions ?? [];
    expect(action).toMatchObject({ action_ts: (clock.time / 1000).toFixed(6) });
    expect(Number(action?.action_ts) - Number(shown.ts)).toBeCloseTo(90.5, 2);
  });
});
