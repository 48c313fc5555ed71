import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { botToken, startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let clock: { time: number };
let app: App;
let url: string;
let trigger: string;

beforeEach(async () => {
  ({ simulator, clock } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, command }) => {
      url = command.response_url;
      trigger = command.trigger_id;
      await ack('First');
    });
  });
  await lena().command('/probe');
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const lena = () => simulator.as('U0LENA');
const texts = () =>
  lena()
    .sees()
    .map(({ text }) => text);

async function respond(payload: object | string): Promise<[status: number, body: unknown]> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  });
  const text = await response.text();
  return [response.status, text.startsWith('{') ? JSON.parse(text) : text];
}

describe('a response_url', () => {
  it('works five times', async () => {
    for (let use = 1; use <= 5; use += 1) expect(await respond({ text: `Use ${use}` })).toEqual([200, 'ok']);
    expect(await respond({ text: 'Sixth' })).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(texts()).toEqual(['First', 'Use 1', 'Use 2', 'Use 3', 'Use 4', 'Use 5']);
  });

  it('works for thirty minutes, the last millisecond included', async () => {
    clock.time += 30 * 60_000 - 1;
    expect((await respond({ text: 'Just' }))[0]).toBe(200);
    clock.time += 1;
    expect(await respond({ text: 'Late' })).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  it('is known for an hour more, then like one that never was', async () => {
    const first = url;
    clock.time += 90 * 60_000;
    await lena().command('/probe');
    url = first;
    expect(await respond({ text: 'Late' })).toEqual([404, { ok: false, error: 'expired_url' }]);
    clock.time += 1;
    await lena().command('/probe');
    url = first;
    expect(await respond({ text: 'Late' })).toEqual([404, { ok: false, error: 'invalid_url' }]);
  });

  it('answers one person unless it says in_channel', async () => {
    await respond({ text: 'Private' });
    await respond({ text: 'Public', response_type: 'in_channel' });
    expect(
      simulator
        .as('U0OMAR')
        .sees()
        .map(({ text }) => text),
    ).toEqual(['Public']);
  });

  it('replaces and deletes the first answer', async () => {
    await respond({ text: 'Second', replace_original: true });
    expect(texts()).toEqual(['Second']);
    await respond({ delete_original: true });
    expect(texts()).toEqual([]);
  });

  it.each<[string, object | string, string]>([
    ['invalid blocks', { text: 'x', blocks: [{ type: 'blink' }] }, 'invalid_blocks'],
    ['nothing to show', {}, 'no_text'],
    ['a strange response_type', { text: 'x', response_type: 'loud' }, 'invalid_payload'],
    ['what is no JSON', 'payload', 'invalid_payload'],
  ])('refuses %s, which is no use of it', async (_what, payload, error) => {
    for (let n = 0; n < 6; n += 1) expect(await respond(payload)).toMatchObject([400, { ok: false, error }]);
    expect((await respond({ text: 'Fine' }))[0]).toBe(200);
    expect(texts()).toEqual(['First', 'Fine']);
  });

  it('is not found by another name', async () => {
    url = `${simulator.url}/response/other`;
    expect(await respond({ text: 'x' })).toEqual([404, { ok: false, error: 'invalid_url' }]);
  });

  it('takes faults', async () => {
    simulator.faults.responseUrl({ status: 503 });
    expect((await respond({ text: 'x' }))[0]).toBe(503);
    expect((await respond({ text: 'y' }))[0]).toBe(200);
    expect(texts()).toEqual(['First', 'y']);
  });
});

describe('a trigger_id', () => {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] };
  const send = async (method: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ token: botToken, view: JSON.stringify(view), ...fields });
    return (await fetch(simulator.apiUrl + method, { method: 'POST', body })).json();
  };
  const nextTrigger = async () => {
    await lena().command('/probe');
    return trigger;
  };

  it('opens one view', async () => {
    expect(await send('views.open', { trigger_id: trigger })).toMatchObject({ ok: true });
    expect(lena().views()).toMatchObject([{ title: 'T' }]);
    expect(await send('views.open', { trigger_id: trigger })).toEqual({
      ok: false,
      error: 'exchanged_trigger_id',
    });
  });

  it('opens nothing after three seconds', async () => {
    clock.time += 2_999;
    expect(await send('views.open', { trigger_id: trigger })).toMatchObject({ ok: true });
    trigger = await nextTrigger();
    clock.time += 3_000;
    expect(await send('views.open', { trigger_id: trigger })).toEqual({
      ok: false,
      error: 'expired_trigger_id',
    });
  });

  it('pushes views up to three', async () => {
    await send('views.open', { trigger_id: trigger });
    for (let n = 2; n <= 3; n += 1) {
      expect(await send('views.push', { trigger_id: await nextTrigger() })).toMatchObject({ ok: true });
    }
    expect(await send('views.push', { trigger_id: await nextTrigger() })).toEqual({
      ok: false,
      error: 'push_limit_reached',
    });
    const [root, second, third] = lena().views();
    expect(third).toMatchObject({ rootViewId: root?.id, previousViewId: second?.id });
  });
});
