import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call, Simulator } from '../../src/simulator/simulator.ts';
import { askPage, type PageClient } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
let page: PageClient;

beforeAll(async () => {
  ({ simulator } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, command }) => {
      if (command.text !== 'silent') await ack(`You typed ${command.text}`);
    });
  });
  page = askPage(simulator.url, 'U0LENA');
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});

describe('the state', () => {
  it('is what one member sees', async () => {
    const state = await page.state();
    expect(state).toMatchObject({
      workspaces: [{ id: 'T0ACME', name: 'Acme' }],
      workspace: { id: 'T0ACME' },
      viewer: { id: 'U0LENA', name: 'lena', realName: 'Lena Ortiz', tz: 'Europe/Berlin' },
      app: { id: 'U0BOT0ACME', name: 'Probe', tabs: ['home', 'messages'] },
      users: [{ id: 'U0LENA' }, { id: 'U0OMAR' }],
      commands: [{ command: '/probe', usageHint: '[text]' }],
      views: [],
      connected: true,
      now: Date.UTC(2026, 10, 24, 9),
      guide: [],
      jumps: [],
    });
    expect(state.channels.map(({ id, kind }) => [id, kind])).toEqual([
      ['C0SALES', 'public'],
      ['C0QUIET', 'public'],
      ['G0BOARD', 'private'],
      ['D0U0LENA', 'app'],
    ]);
  });

  it('is that of the first member of the first workspace where nobody is named', async () => {
    const response = await fetch(`${simulator.url}/_page/state`);
    expect(await response.json()).toMatchObject({ viewer: { id: 'U0LENA' } });
  });

  it.each([
    ['a strange workspace', 'workspace=T0NONE', 'There is no workspace T0NONE.'],
    ['a strange member', 'user=U0NONE', 'There is no user U0NONE in T0ACME.'],
    ['a deactivated member', 'user=U0GONE', 'There is no user U0GONE in T0ACME.'],
  ])('of %s is refused with a sentence', async (_what, query, error) => {
    const response = await fetch(`${simulator.url}/_page/state?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error });
  });
});

describe('an act', () => {
  it('that is a command shows its answer to the one who typed it', async () => {
    expect(await page.act('command', { channel: 'C0SALES', line: '/probe hello' })).toEqual({});
    const { messages } = await page.state();
    expect(messages.at(-1)).toMatchObject({ text: 'You typed hello', ephemeral: true, files: [] });
    const { messages: others } = await page.as('U0OMAR').state();
    expect(others).toEqual([]);
  });

  it('that the app does not acknowledge says so', async () => {
    expect(await page.act('command', { channel: 'C0SALES', line: '/probe silent' })).toEqual({
      error: 'operation_timeout',
    });
  });

  it.each<[string, string, unknown, number, RegExp]>([
    ['of another name', 'dance', {}, 404, /^There is no act "dance"\.$/],
    ['of an inherited name', 'constructor', {}, 404, /no act/],
    ['without a body', 'read', '', 400, /^The body of an act is JSON\.$/],
    ['without its fields', 'read', {}, 400, /channel/],
    ['with one field too many', 'read', { channel: 'C0SALES', more: 1 }, 400, /more/],
    ['in a channel of others', 'read', { channel: 'C0NONE' }, 400, /not in a channel C0NONE/],
    ['that is a command without a slash', 'command', { channel: 'C0SALES', line: 'probe' }, 400, /line/],
    [
      'on a message that is gone',
      'press',
      { on: { channel: 'C0SALES', ts: '1' }, element: 'a/b' },
      400,
      /gone/,
    ],
    ['on a view that is gone', 'press', { on: { view: 'V0' }, element: 'a/b' }, 400, /gone/],
    ['on a modal that is not open', 'submit', { view: 'V0', values: {} }, 400, /no modal V0/],
    ['that closes nothing', 'close', {}, 400, /no modal open/],
    ['with a strange member', 'open_direct', { member: 'U0NONE' }, 400, /no member U0NONE/],
    [
      'with an undeclared shortcut',
      'shortcut',
      { callbackId: 'x' },
      400,
      /no global shortcut "x", only: none/,
    ],
    ['with a strange fault', 'fault', { fault: 'quake' }, 400, /no fault "quake", only: rate_limit/],
    ['with a strange jump', 'clock', { jump: 'ahead' }, 400, /no jump "ahead"/],
  ])('%s is refused with a sentence', async (_what, name, body, status, error) => {
    const viewer = { workspace: 'T0ACME', user: 'U0LENA' };
    const response = await fetch(`${simulator.url}/_page/act/${name}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify({ ...viewer, ...(body as object) }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(error) });
  });
});

describe('what happens', () => {
  it('is told at once as a change', async () => {
    const response = await fetch(`${simulator.url}/_page/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await page.act('message', { channel: 'C0SALES', text: 'Hello' });
    expect((await reader?.read())?.value).toMatch(/^event: change\ndata: \n\n/);
    await reader?.cancel();
  });

  it('stands in the journal, from any line on, without the token of a payload', async () => {
    const { journalLength } = await page.state();
    await page.act('command', { channel: 'C0SALES', line: '/probe journal' });
    const response = await fetch(`${simulator.url}/_page/journal?after=${journalLength}`);
    const calls = (await response.json()) as Call[];
    const id = calls.flatMap((call) =>
      call.kind === 'delivery' && call.payload.text === 'journal' ? call.id : [],
    )[0];
    // A command that was never acknowledged is still being sent again.
    const own = calls.filter((call) => 'id' in call && call.id === id);
    expect(own).toMatchObject([
      { kind: 'delivery', type: 'slash_commands', payload: { command: '/probe', text: 'journal' } },
      { kind: 'ack', fate: 'counted', payload: { text: 'You typed journal' } },
    ]);
    expect(JSON.stringify(simulator.calls)).not.toMatch(/"token"|xoxb-|xapp-/);
    expect((await fetch(`${simulator.url}/_page/journal?after=x`)).status).toBe(400);
  });
});
