import type { App } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { askPage, type PageClient } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const start = Date.UTC(2026, 10, 24, 9);
const monthMs = 30 * 24 * 3_600_000;

let simulator: Simulator;
let app: App;
let clock: { time: number };
let page: PageClient;
let answer: () => void;
/** What a slow jump waits for, and whether it waits. */
let open: () => void;
let waits: Promise<void>;

beforeEach(async () => {
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let begin: () => void;
  waits = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const move = (ms: number) => {
    clock.time += ms;
    return ms;
  };
  const jumps = [
    { id: 'month', name: '+1 month', jump: () => move(monthMs) },
    {
      id: 'slow',
      name: '+1 month, slowly',
      jump: async () => {
        begin();
        await opened;
        return move(monthMs);
      },
    },
    { id: 'now', name: 'Back to now', jump: () => move(start - clock.time) },
    {
      id: 'never',
      name: 'Never',
      jump: async () => {
        await opened;
        throw new InputError('Not today.');
      },
    },
  ];
  ({ simulator, clock } = await startWorkspace({ jumps }));
  page = askPage(simulator.url, 'U0LENA');
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, respond, command }) => {
      if (command.text !== 'later') return ack('at once');
      await ack();
      await asked;
      await respond('later');
    });
  });
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const jump = (to: string) => page.act('clock', { jump: to });
const shown = (user = 'U0LENA') =>
  simulator
    .as(user)
    .sees('C0SALES')
    .map(({ text }) => text);

it('lets what is under way end as it would have, when the clock leaps a month', async () => {
  const result = await simulator.as('U0LENA').command('/probe later');
  expect(await jump('month')).toEqual({});
  answer();
  const message = await result.updated();
  expect(message.text).toBe('later');
  expect(Number(message.ts) * 1000).toBeGreaterThanOrEqual(start + monthMs);
});

it('makes one leap after another: what is under way ages by none of them, nor by the wait for one', async () => {
  const result = await simulator.as('U0LENA').command('/probe later');
  const leaps = Promise.all([jump('slow'), jump('never'), jump('month')]);
  await waits;
  clock.time += 29 * 60_000;
  open();
  expect(await leaps).toEqual([{}, { error: 'Not today.' }, {}]);
  expect(clock.time).toBe(start + 2 * monthMs + 29 * 60_000);
  answer();
  expect((await result.updated()).text).toBe('later');
});

it('ages what is under way by the time that passes beside the leaps', async () => {
  const result = await simulator.as('U0LENA').command('/probe later');
  const leaps = Promise.all([jump('slow'), jump('month')]);
  await waits;
  clock.time += 30 * 60_000;
  open();
  expect(await leaps).toEqual([{}, {}]);
  answer();
  const expired = await simulator.waitFor(() => simulator.calls.find(({ kind }) => kind === 'response_url'));
  expect(expired).toMatchObject({ error: 'expired_url' });
  expect(result.message).toBeUndefined();
});

it('takes away what was said in a time that did not come, and dates what is said next by the present', async () => {
  const lena = simulator.as('U0LENA');
  lena.say('C0SALES', 'first');
  lena.say('C0SALES', 'second, in the same moment');
  await jump('month');
  lena.say('C0SALES', 'in a month');
  await lena.command('/probe');
  expect(shown()).toEqual(['first', 'second, in the same moment', 'in a month', 'at once']);

  await jump('now');
  expect(shown()).toEqual(['first', 'second, in the same moment']);
  await lena.command('/probe');
  expect(shown()).toEqual(['first', 'second, in the same moment', 'at once']);
  expect(Math.floor(Number(lena.sees('C0SALES').at(-1)?.ts) * 1000)).toBe(start);
});

it('counts as unread what is said after the clock went back, for who had read a later message', async () => {
  const unread = async (user: string) =>
    (await page.as(user).state()).channels.find(({ id }) => id === 'C0SALES')?.unread;
  const lena = simulator.as('U0LENA');
  lena.say('C0SALES', 'first');
  await jump('month');
  lena.say('C0SALES', 'in a month');
  await page.as('U0OMAR').act('read', { channel: 'C0SALES' });
  await jump('now');
  expect(await unread('U0OMAR')).toBe(0);
  lena.say('C0SALES', 'now');
  expect(await unread('U0OMAR')).toBe(1);
});
