import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/simulator/faults.ts';
import { readManifest } from '../../src/simulator/manifest.ts';
import { methodTable } from '../../src/simulator/methods.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createWebApi } from '../../src/simulator/web-api.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { appToken, botToken, manifest, startWorkspace } from './start.ts';

const methods = methodTable(
  () => 'ws://127.0.0.1:1/link',
  () => undefined,
);
const names = [...methods.keys()].sort();

let simulator: Simulator;
let clock: { time: number };
beforeAll(async () => {
  ({ simulator, clock } = await startWorkspace());
});
afterAll(() => simulator.close());
const start = Date.UTC(2026, 10, 24, 9);
beforeEach(() => {
  clock.time = start;
});

type Answer = {
  ok: boolean;
  error?: string;
  response_metadata?: { messages?: string[] };
  [field: string]: unknown;
};

async function call(
  method: string,
  args: object = {},
  token: string | undefined = botToken,
): Promise<Answer> {
  const response = await fetch(simulator.apiUrl + method, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}

async function callForm(method: string, fields: Record<string, string>): Promise<Answer> {
  const response = await fetch(simulator.apiUrl + method, {
    method: 'POST',
    body: new URLSearchParams({ token: botToken, ...fields }),
  });
  return (await response.json()) as Answer;
}

describe('the method table', () => {
  it('equals the routes', () => {
    const world = createWorld({
      clock: { now: () => 0 },
      manifest: readManifest(manifest),
      appToken,
      signingSecret: '',
      workspaces: [],
      faultPlan: createFaults(() => ({ drop: () => undefined, refresh: () => undefined })).plan,
      url: () => 'http://127.0.0.1:1',
      closing: new AbortController().signal,
    });
    const routes = new Hono().route('/', createWebApi(world, methods)).routes;
    const paths = new Set(routes.map(({ path }) => path).filter((path) => path !== '/api/*'));
    expect([...paths].sort()).toEqual(names.map((name) => `/api/${name}`));
  });

  it('equals the one in the README', () => {
    const readme = readFileSync(new URL('../../src/simulator/README.md', import.meta.url), 'utf8');
    const listed = [...readme.matchAll(/^\| `([a-z]+(?:\.[a-zA-Z0-9]+)+)` *\| (\w+) *\|([^|]*)\|/gm)];
    const table = listed.map(([, name, token, scopes]) => [
      name,
      token,
      [...(scopes ?? '').matchAll(/`([^`]+)`/g)].map(([, one]) => one),
    ]);
    expect(table.sort()).toEqual(
      [...methods].map(([name, { token, scopes }]) => [name, token, [...scopes]]).sort(),
    );
  });
});

describe('tokens', () => {
  const guarded = [...methods].filter(([, { token }]) => token === 'bot' || token === 'app');

  it.each(guarded)('%s refuses a missing, a strange and a wrong kind of token', async (name, { token }) => {
    expect(await call(name, {}, '')).toEqual({ ok: false, error: 'not_authed' });
    expect(await call(name, {}, 'xoxb-strange')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await call(name, {}, token === 'bot' ? appToken : botToken)).toEqual({
      ok: false,
      error: 'not_allowed_token_type',
    });
  });

  it('api.test needs none', async () => {
    expect(await call('api.test', { foo: 'bar' }, '')).toEqual({ ok: true, args: { foo: 'bar' } });
    expect(await call('api.test', { error: 'my_error' }, '')).toMatchObject({ ok: false, error: 'my_error' });
  });

  it('names the scope that is missing', async () => {
    const { simulator: poor } = await startWorkspace({
      manifest: { ...manifest, oauth_config: { scopes: { bot: ['commands'] } } },
    });
    const response = await fetch(`${poor.apiUrl}users.info?user=U0LENA`, {
      headers: { Authorization: `Bearer ${botToken}` },
    });
    expect(await response.json()).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'commands',
    });
    await poor.close();
  });
});

const homeView = { type: 'home', blocks: [] };

describe('arguments', () => {
  it('may be a form, with nested ones as JSON', async () => {
    const blocks = JSON.stringify([{ type: 'divider', block_id: 'line' }]);
    const answer = await callForm('chat.postMessage', { channel: 'C0SALES', blocks });
    expect(answer).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider', block_id: 'line' }] } });
    expect(await callForm('chat.postMessage', { channel: 'C0SALES', blocks: '[' })).toMatchObject({
      error: 'invalid_blocks_format',
    });
    expect(await callForm('users.list', { limit: '1' })).toMatchObject({ members: [{ id: 'U0LENA' }] });
  });

  it('must be an object when they are JSON', async () => {
    const send = (body: string) =>
      fetch(`${simulator.apiUrl}auth.test`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
    expect(await (await send('{')).json()).toEqual({ ok: false, error: 'invalid_json' });
    expect(await (await send('[]')).json()).toEqual({ ok: false, error: 'json_not_object' });
  });

  it('are recorded without the token', async () => {
    await callForm('conversations.info', { channel: 'C0SALES' });
    expect(simulator.calls.at(-1)).toEqual({
      kind: 'api',
      at: start,
      method: 'conversations.info',
      args: { channel: 'C0SALES' },
      agent: expect.any(String),
      status: 200,
    });
  });

  it('do not matter for a method that does not exist', async () => {
    expect(await call('chat.shout')).toEqual({
      ok: false,
      error: 'unknown_method',
      req_method: 'chat.shout',
    });
  });
});

describe('users', () => {
  it('carry their zone with the offset of the present moment', async () => {
    const offset = async () => (await call('users.info', { user: 'U0LENA' })).user;
    expect(await offset()).toMatchObject({
      id: 'U0LENA',
      tz: 'Europe/Berlin',
      tz_offset: 3600,
      tz_label: 'Central European Standard Time',
      is_admin: true,
    });
    clock.time = Date.UTC(2026, 6, 1);
    expect(await offset()).toMatchObject({ tz_offset: 7200, tz_label: 'Central European Summer Time' });
  });

  it('have no zone once they are deactivated', async () => {
    const { user } = await call('users.info', { user: 'U0GONE' });
    expect(user).toMatchObject({ deleted: true });
    expect(user).not.toHaveProperty('tz');
  });

  it('come in pages, the bot among them', async () => {
    const first = await call('users.list', { limit: 3 });
    const cursor = (first.response_metadata as { next_cursor: string }).next_cursor;
    const second = await call('users.list', { limit: 3, cursor });
    const ids = [first, second].flatMap(({ members }) => (members as { id: string }[]).map(({ id }) => id));
    expect(ids).toEqual(['U0LENA', 'U0OMAR', 'U0GONE', simulator.botUserId()]);
    expect(second.response_metadata).toEqual({ next_cursor: '' });
  });

  it('are found as the test changes them', async () => {
    simulator.changeUser('U0OMAR', { tz: 'Asia/Kolkata' });
    expect((await call('users.info', { user: 'U0OMAR' })).user).toMatchObject({
      tz: 'Asia/Kolkata',
      tz_offset: 19_800,
    });
  });
});

describe('channels', () => {
  it('are closed to an app that was not invited', async () => {
    expect(await call('chat.postMessage', { channel: 'C0QUIET', text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
    expect(await call('chat.postMessage', { channel: 'G0BOARD', text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('conversations.info', { channel: 'G0BOARD' })).toMatchObject({
      error: 'channel_not_found',
    });
  });

  it('are open to it with chat:write.public, when they are public', async () => {
    const { simulator: generous } = await startWorkspace({ grantsOptionalScopes: true });
    const post = async (channel: string) =>
      (
        await fetch(`${generous.apiUrl}chat.postMessage`, {
          method: 'POST',
          body: new URLSearchParams({ token: botToken, channel, text: 'x' }),
        })
      ).json();
    expect(await post('C0QUIET')).toMatchObject({ ok: true });
    expect(await post('G0BOARD')).toMatchObject({ error: 'channel_not_found' });
    await generous.close();
  });

  it('refuse messages once archived', async () => {
    simulator.channel('C0SALES').change({ isArchived: true });
    expect(await call('chat.postMessage', { channel: 'C0SALES', text: 'x' })).toMatchObject({
      error: 'is_archived',
    });
    simulator.channel('C0SALES').change({ isArchived: false });
  });

  it('list their members and the app', async () => {
    expect(await call('conversations.members', { channel: 'C0SALES' })).toMatchObject({
      members: ['U0LENA', 'U0OMAR', simulator.botUserId()],
    });
  });

  it('open directly with one member', async () => {
    const { channel } = await call('conversations.open', { users: 'U0OMAR' });
    const id = (channel as { id: string }).id;
    expect(await call('chat.postMessage', { channel: 'U0OMAR', text: 'Hello' })).toMatchObject({
      ok: true,
      channel: id,
    });
    expect(
      simulator
        .as('U0OMAR')
        .sees(id)
        .map(({ text }) => text),
    ).toEqual(['Hello']);
    expect(
      simulator
        .as('U0LENA')
        .sees()
        .map(({ channel: where }) => where),
    ).not.toContain(id);
    expect(await call('conversations.open', { users: 'U0GONE' })).toMatchObject({ error: 'user_disabled' });
    expect(await call('conversations.open')).toMatchObject({ error: 'users_list_not_supplied' });
  });
});

describe('messages', () => {
  it('are posted, updated and deleted, each under its own ts', async () => {
    const one = await call('chat.postMessage', { channel: 'C0SALES', text: 'One' });
    const two = await call('chat.postMessage', { channel: 'C0SALES', text: 'Two' });
    expect(one.ts).not.toBe(two.ts);
    expect(await call('chat.update', { channel: 'C0SALES', ts: one.ts, text: 'Uno' })).toMatchObject({
      ok: true,
      text: 'Uno',
    });
    expect(await call('chat.delete', { channel: 'C0SALES', ts: two.ts })).toMatchObject({ ok: true });
    const texts = simulator
      .channel('C0SALES')
      .messages()
      .map(({ text }) => text);
    expect(texts).toContain('Uno');
    expect(texts).not.toContain('Two');
  });

  it('need a text or blocks', async () => {
    expect(await call('chat.postMessage', { channel: 'C0SALES' })).toMatchObject({ error: 'no_text' });
  });

  it('are cut at 40,000 characters, with a warning', async () => {
    const answer = await call('chat.postMessage', { channel: 'C0SALES', text: 'x'.repeat(40_001) });
    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect((answer.message as { text: string }).text).toHaveLength(40_000);
  });

  it('cannot be updated once they are ephemeral', async () => {
    const { message_ts: ts } = await call('chat.postEphemeral', {
      channel: 'C0SALES',
      user: 'U0LENA',
      text: 'Psst',
    });
    expect(simulator.as('U0LENA').sees('C0SALES').at(-1)).toMatchObject({ text: 'Psst', ephemeral: true });
    expect(simulator.as('U0OMAR').sees('C0SALES').at(-1)?.text).not.toBe('Psst');
    expect(await call('chat.update', { channel: 'C0SALES', ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });
});

describe('a tab of the app', () => {
  it('takes nothing unless the manifest enables it', async () => {
    const features = { ...manifest.features, app_home: { messages_tab_enabled: false } };
    const { simulator: closed } = await startWorkspace({ manifest: { ...manifest, features } });
    const send = async (method: string, args: object) => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${botToken}` };
      const request = { method: 'POST', headers, body: JSON.stringify(args) };
      return (await (await fetch(closed.apiUrl + method, request)).json()) as Answer;
    };
    const home = { user_id: 'U0LENA', view: homeView };
    expect(await send('views.publish', home)).toEqual({ ok: false, error: 'not_enabled' });
    expect(await send('chat.postMessage', { channel: 'U0LENA', text: 'x' })).toEqual({
      ok: false,
      error: 'messages_tab_disabled',
    });
    expect(await send('chat.postMessage', { channel: 'C0SALES', text: 'x' })).toMatchObject({ ok: true });
    await closed.close();
  });
});

describe('a Home', () => {
  it('is published, and published again only with the present hash', async () => {
    const first = (await call('views.publish', { user_id: 'U0LENA', view: homeView })).view as {
      id: string;
      hash: string;
    };
    const next = await call('views.publish', { user_id: 'U0LENA', view: homeView, hash: first.hash });
    expect(next).toMatchObject({ ok: true, view: { id: first.id } });
    expect(
      await call('views.publish', { user_id: 'U0LENA', view: homeView, hash: first.hash }),
    ).toMatchObject({
      error: 'hash_conflict',
    });
    expect(simulator.as('U0LENA').home()?.id).toBe(first.id);
  });
});
