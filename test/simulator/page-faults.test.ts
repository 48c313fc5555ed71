import type { App } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { errorOf } from './hear.ts';
import { askPage, type PageClient } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
let page: PageClient;
let runs: number;
beforeEach(async () => {
  runs = 0;
  ({ simulator } = await startWorkspace({ ackTimeoutMs: 1_000 }));
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, client, command: { trigger_id } }) => {
      runs += 1;
      const view = {
        type: 'modal' as const,
        title: { type: 'plain_text' as const, text: 'Form' },
        blocks: [],
      };
      await ack(await client.views.open({ trigger_id, view }).then(() => `Opened ${runs}`, errorOf));
    });
  });
  page = askPage(simulator.url, 'U0LENA');
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const on = async () => Object.fromEntries((await page.state()).faults.map(({ id, on }) => [id, on]));
const none = { rate_limit: 0, no_answer: 0, late_trigger: 0, duplicate: 0, lost_ack: 0, drop_socket: 0 };
const type = () => page.act('command', { channel: 'C0SALES', line: '/probe' });
const shown = async () => (await page.state()).messages.map(({ text }) => text);

it('lists what can go wrong, and how often it still will', async () => {
  expect(await on()).toEqual(none);
  await page.act('fault', { fault: 'duplicate' });
  await page.act('fault', { fault: 'duplicate' });
  await page.act('fault', { fault: 'late_trigger' });
  expect(await on()).toEqual({ ...none, duplicate: 2, late_trigger: 1 });
});

it('answers the next API call with 429', async () => {
  await page.act('fault', { fault: 'rate_limit' });
  const call = () => fetch(`${simulator.apiUrl}api.test`, { method: 'POST' });
  const response = await call();
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
  expect(simulator.calls.at(-1)).toMatchObject({ method: 'api.test', status: 429, error: 'ratelimited' });
  expect(await on()).toEqual(none);
  expect((await call()).status).toBe(200);
});

it('never answers the next API call', async () => {
  await page.act('fault', { fault: 'no_answer' });
  const patience = AbortSignal.timeout(200);
  await expect(fetch(`${simulator.apiUrl}api.test`, { signal: patience })).rejects.toThrow(/timeout/i);
  expect(await on()).toEqual(none);
});

it('lets the next views.open come too late', async () => {
  await page.act('fault', { fault: 'late_trigger' });
  await type();
  await type();
  expect(await shown()).toEqual(['expired_trigger_id', 'Opened 2']);
});

it('sends the next delivery twice', async () => {
  await page.act('fault', { fault: 'duplicate' });
  await type();
  await simulator.waitFor(() => runs === 2);
  expect(await on()).toEqual(none);
});

it('loses the next acknowledgement, so that the command comes once more', async () => {
  await page.act('fault', { fault: 'lost_ack' });
  expect(await type()).toEqual({});
  const acks = simulator.calls.filter(({ kind }) => kind === 'ack');
  expect(acks).toMatchObject([{ fate: 'lost' }, { fate: 'counted' }]);
  expect(await on()).toEqual(none);
});

it('drops the socket', async () => {
  expect(simulator.connections()).toBe(1);
  await page.act('fault', { fault: 'drop_socket' });
  await simulator.waitFor(() => simulator.connections() === 0);
  expect((await page.state()).connected).toBe(false);
});
