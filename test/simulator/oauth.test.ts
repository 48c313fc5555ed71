import { App, type Installation, type InstallationStore } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { askPage } from './page-client.ts';
import { boltOptions, manifest, signingSecret, startWorkspace } from './start.ts';

const oauth = { clientId: '11.22', clientSecret: 'client-secret' };
const scopes = ['commands', 'chat:write', 'users:read', 'chat:write.public'];
const installable = {
  ...manifest,
  oauth_config: { ...manifest.oauth_config, redirect_urls: ['http://127.0.0.1/slack/oauth_redirect'] },
};
const rotating = { ...installable, settings: { token_rotation_enabled: true } };
const workspaces = [
  { id: 'T0ACME', name: 'Acme', domain: 'acme', installed: false },
  { id: 'T0BETA', name: 'Beta', domain: 'beta', installed: false },
].map((one) => ({
  ...one,
  botToken: `xoxb-${one.domain}`,
  users: [
    { id: `U0LENA${one.domain}`, name: 'lena', realName: 'Lena <Ortiz>', tz: 'Europe/Berlin' },
    { id: `U0GONE${one.domain}`, name: 'gone', realName: 'Gone Person', tz: 'UTC', deleted: true },
  ],
  channels: [{ id: `C0SALES${one.domain}`, name: 'sales', members: [`U0LENA${one.domain}`] }],
}));
const lena = 'U0LENAacme';

const opened: { stop: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.stop();
});

async function start(source: object = installable) {
  const started = await startWorkspace({ manifest: source, workspaces, oauth });
  opened.push({ stop: started.simulator.close });
  return started;
}

function memoryStore() {
  const kept = new Map<string, Installation>();
  const store: InstallationStore = {
    storeInstallation: async (one) => void kept.set(one.team?.id ?? '', one),
    fetchInstallation: async ({ teamId }) => {
      const one = kept.get(teamId ?? '');
      if (one === undefined) throw new Error('not installed');
      return one as Installation<'v1' | 'v2', boolean> as never;
    },
    deleteInstallation: async ({ teamId }) => void kept.delete(teamId ?? ''),
  };
  return { kept, store };
}

/** The real Bolt with its own install routes, and no token. */
async function startInstaller(simulator: Simulator, store: InstallationStore) {
  const { token: _token, ...options } = boltOptions(simulator);
  const app = new App({
    ...options,
    signingSecret,
    ...oauth,
    stateSecret: 'state-secret',
    scopes,
    installationStore: store,
    installerOptions: { authorizationUrl: `${simulator.url}/oauth/v2/authorize`, directInstall: true },
  });
  const heard: string[] = [];
  app.command('/probe', async ({ ack, client }) => {
    const { team } = await client.auth.test();
    await ack(`Hello ${team}`);
  });
  app.event('tokens_revoked', async ({ event }) => void heard.push(`tokens_revoked ${event.tokens.bot}`));
  app.event('app_uninstalled', async ({ context }) => {
    heard.push('app_uninstalled');
    await store.deleteInstallation?.({
      teamId: context.teamId,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    });
  });
  await app.init();
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  opened.push(app);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  simulator.pushTo(`${url}/slack/events`);
  return { url, heard };
}

const follow = (url: string | null, init: RequestInit = {}) =>
  fetch(url ?? '', { redirect: 'manual', ...init });

/** What a browser does with the consent page: its form's fields, and a button. */
async function decide(authorize: string, decision: 'allow' | 'cancel', change: Record<string, string> = {}) {
  const page = await (await follow(authorize)).text();
  const form = page.slice(page.indexOf('method="post"'));
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const fields = hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]);
  const user = /<option value="([^"]+)"/.exec(form)?.[1] ?? '';
  const body = new URLSearchParams({ ...Object.fromEntries(fields), user, decision, ...change });
  return follow(new URL('/oauth/v2/authorize', authorize).href, { method: 'POST', body });
}

async function installWithBolt(
  url: string,
  decision: 'allow' | 'cancel',
  team = 'T0ACME',
  change: Record<string, string> = {},
) {
  const first = await follow(`${url}/slack/install`);
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const consent = await decide(`${first.headers.get('location')}&team=${team}`, decision, change);
  // The manifest was written before the app had its port.
  const { pathname, search } = new URL(consent.headers.get('location') ?? '');
  const back = await follow(url + pathname + search, { headers: { cookie } });
  return { consent, back, page: await back.text() };
}

describe('with the real Bolt, an installation', () => {
  it('gives a workspace its token, by which the app then answers there', async () => {
    const { simulator } = await start();
    const { kept, store } = memoryStore();
    const { url } = await startInstaller(simulator, store);
    const { back } = await installWithBolt(url, 'allow', 'T0BETA', { optional: 'chat:write.public' });
    expect(back.status).toBe(200);
    expect(kept.get('T0BETA')).toMatchObject({
      team: { id: 'T0BETA', name: 'Beta' },
      user: { id: 'U0LENAbeta' },
      bot: { token: 'xoxb-beta', userId: simulator.botUserId('T0BETA'), scopes },
      tokenType: 'bot',
      isEnterpriseInstall: false,
    });
    expect(kept.has('T0ACME')).toBe(false);
    expect(await simulator.as(lena).command('/probe hello')).toMatchObject({ error: 'unknown_command' });
    const { message } = await simulator.as('U0LENAbeta').command('/probe hello');
    expect(message?.text).toBe('Hello Beta');
  });

  it('that is cancelled leaves nothing', async () => {
    const { simulator } = await start();
    const { kept, store } = memoryStore();
    const { url } = await startInstaller(simulator, store);
    const { consent, back } = await installWithBolt(url, 'cancel');
    expect(new URL(consent.headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    expect(back.status).toBe(500);
    expect(kept.size).toBe(0);
  });

  it('without the optional scopes does not have them', async () => {
    const { simulator } = await start();
    const { kept, store } = memoryStore();
    const { url } = await startInstaller(simulator, store);
    await installWithBolt(url, 'allow');
    expect(kept.get('T0ACME')?.bot?.scopes).toEqual(['commands', 'chat:write', 'users:read']);
  });

  it('refreshes its token before it expires', async () => {
    const { simulator } = await start(rotating);
    const { kept, store } = memoryStore();
    const { url } = await startInstaller(simulator, store);
    await installWithBolt(url, 'allow');
    const bot = kept.get('T0ACME')?.bot;
    if (bot === undefined) throw new Error('not installed');
    const first = bot.token;
    expect(bot).toMatchObject({
      token: expect.stringMatching(/^xoxe\.xoxb-1-/),
      refreshToken: expect.stringMatching(/^xoxe-1-/),
    });
    Object.assign(bot, { expiresAt: 0 });
    const { message } = await simulator.as(lena).command('/probe hello');
    expect(message?.text).toBe('Hello Acme');
    expect(kept.get('T0ACME')?.bot?.token).not.toBe(first);
  });

  it('ends when the app is uninstalled, and the app hears of it', async () => {
    const { simulator } = await start();
    const { kept, store } = memoryStore();
    const { url, heard } = await startInstaller(simulator, store);
    await installWithBolt(url, 'allow');
    const button = { type: 'button', action_id: 'undo', text: { type: 'plain_text', text: 'Undo' } };
    const blocks = JSON.stringify([{ type: 'actions', elements: [button] }]);
    await api(simulator, 'chat.postMessage', { channel: 'C0SALESacme', text: 'x', blocks }, 'xoxb-acme');
    const view = JSON.stringify({ type: 'home', blocks: JSON.parse(blocks) });
    await api(simulator, 'views.publish', { user_id: lena, view }, 'xoxb-acme');
    await api(simulator, 'apps.uninstall', client, 'xoxb-acme');
    await simulator.waitFor(() => simulator.calls.filter(({ kind }) => kind === 'ack').length === 2);
    expect(heard.sort()).toEqual(['app_uninstalled', `tokens_revoked ${simulator.botUserId('T0ACME')}`]);
    expect(kept.size).toBe(0);
    expect(await api(simulator, 'auth.test', {}, 'xoxb-acme')).toEqual({
      ok: false,
      error: 'account_inactive',
    });
    const member = simulator.as(lena);
    for (const place of [member.sees('C0SALESacme').at(-1), member.home()]) {
      if (place === undefined) throw new Error('nothing to press');
      await expect(member.press(place, 'Undo')).rejects.toThrow('The app is not installed in Acme.');
    }
    expect(await member.command('/probe hello')).toMatchObject({ error: 'unknown_command' });
    expect(simulator.calls.filter(({ kind }) => kind === 'delivery')).toHaveLength(2);
    await installWithBolt(url, 'allow');
    expect(kept.get('T0ACME')?.bot?.token).toMatch(/^xoxb-(?!acme$)/);
  });
});

const client = { client_id: oauth.clientId, client_secret: oauth.clientSecret };

async function api(
  { apiUrl }: Simulator,
  method: string,
  fields: Record<string, string>,
  token?: string,
): Promise<Record<string, unknown>> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(apiUrl + method, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  });
  return (await response.json()) as Record<string, unknown>;
}

const authorizeUrl = (simulator: Simulator, change: Record<string, string> = {}) =>
  `${simulator.url}/oauth/v2/authorize?${new URLSearchParams({
    client_id: oauth.clientId,
    scope: 'commands,chat:write',
    state: 'a&b',
    ...change,
  })}`;

async function codeOf(simulator: Simulator, change: Record<string, string> = {}): Promise<string> {
  const answer = await decide(authorizeUrl(simulator, change), 'allow');
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

describe('the consent page', () => {
  it('names the app, the workspaces, who installs and what it will be able to do', async () => {
    const { simulator } = await start();
    const page = await (await follow(authorizeUrl(simulator, { scope: scopes.join(' ') }))).text();
    expect(page).toContain('Probe wants to access Acme');
    expect(page).toContain('<option value="T0BETA" >Beta</option>');
    expect(page).toContain('>Lena &lt;Ortiz&gt;</option>');
    expect(page).not.toContain('Gone Person');
    expect(page).toContain('Send messages as itself');
    expect(page).toMatch(/type="checkbox" name="optional" value="chat:write.public" checked/);
  });

  it('comes back with the state, whatever stands in it', async () => {
    const { simulator } = await start();
    const answer = await decide(authorizeUrl(simulator), 'allow');
    expect(answer.status).toBe(302);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(`${back.origin}${back.pathname}`).toBe('http://127.0.0.1/slack/oauth_redirect');
    expect(back.searchParams.get('state')).toBe('a&b');
  });

  it.each<[string, Record<string, string>]>([
    ['invalid_client_id', { client_id: '9.9' }],
    ['no_scopes', { scope: '' }],
    ['invalid_scope', { scope: 'commands,admin' }],
    ['bad_redirect_uri', { redirect_uri: 'https://elsewhere.test/slack/oauth_redirect' }],
    ['bad_redirect_uri', { redirect_uri: 'http://127.0.0.1:3000/slack/oauth_redirects' }],
  ])('refuses with %s and sends nobody away', async (error, change) => {
    const { simulator } = await start();
    const answer = await follow(authorizeUrl(simulator, change));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`<code>${error}</code>`);
  });

  it('takes no decision of somebody who is not there', async () => {
    const { simulator } = await start();
    const answer = await decide(authorizeUrl(simulator), 'allow', { user: 'U0GONEacme' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('user_not_found');
  });
});

describe('an exchange', () => {
  it('knows the client by HTTP Basic too, and leaves no secret in the journal', async () => {
    const { simulator } = await start();
    const code = await codeOf(simulator);
    const basic = Buffer.from(`${oauth.clientId}:${oauth.clientSecret}`).toString('base64');
    const response = await fetch(`${simulator.apiUrl}oauth.v2.access`, {
      method: 'POST',
      headers: { Authorization: `Basic ${basic}` },
      body: new URLSearchParams({ code }),
    });
    expect(await response.json()).toEqual({
      ok: true,
      app_id: 'A0SIMULATED',
      access_token: 'xoxb-acme',
      token_type: 'bot',
      scope: 'commands,chat:write',
      bot_user_id: simulator.botUserId('T0ACME'),
      team: { id: 'T0ACME', name: 'Acme' },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: lena },
    });
    expect(JSON.stringify(simulator.calls)).not.toMatch(new RegExp(`${code}|${oauth.clientSecret}`));
  });

  it('is the first moment at which the token is known', async () => {
    const { simulator } = await start();
    expect(await api(simulator, 'auth.test', {}, 'xoxb-acme')).toMatchObject({ error: 'invalid_auth' });
    await api(simulator, 'oauth.v2.access', { ...client, code: await codeOf(simulator) });
    expect(await api(simulator, 'auth.test', {}, 'xoxb-acme')).toMatchObject({ ok: true, team_id: 'T0ACME' });
    expect(await api(simulator, 'users.info', { user: lena }, 'xoxb-acme')).toMatchObject({
      error: 'missing_scope',
      provided: 'commands,chat:write',
    });
  });

  it('works once, for ten minutes', async () => {
    const { simulator, clock } = await start();
    const [first, second] = [await codeOf(simulator), await codeOf(simulator)];
    const exchange = (code: string) => api(simulator, 'oauth.v2.access', { ...client, code });
    clock.time += 10 * 60_000 - 1;
    expect(await exchange(first)).toMatchObject({ ok: true });
    expect(await exchange(first)).toEqual({ ok: false, error: 'invalid_code' });
    clock.time += 1;
    expect(await exchange(second)).toEqual({ ok: false, error: 'invalid_code' });
  });

  it('is as old as before when the clock leaps', async () => {
    const { simulator, clock } = await startWorkspace({
      manifest: installable,
      workspaces,
      oauth,
      jumps: [{ id: 'day', name: '+1 day', jump: () => 86_400_000 }],
    });
    opened.push({ stop: simulator.close });
    const code = await codeOf(simulator);
    clock.time += 86_400_000;
    expect(await askPage(simulator.url, lena).act('clock', { jump: 'day' })).toEqual({});
    expect(await api(simulator, 'oauth.v2.access', { ...client, code })).toMatchObject({ ok: true });
  });

  it('names the address that was asked for', async () => {
    const { simulator } = await start();
    const redirect_uri = 'http://127.0.0.1:3000/slack/oauth_redirect';
    const exchange = async (fields: Record<string, string>) =>
      api(simulator, 'oauth.v2.access', {
        ...client,
        code: await codeOf(simulator, { redirect_uri }),
        ...fields,
      });
    expect(await exchange({})).toEqual({ ok: false, error: 'bad_redirect_uri' });
    expect(await exchange({ redirect_uri })).toMatchObject({ ok: true });
  });

  it('refuses a wrong secret and keeps the code', async () => {
    const { simulator } = await start();
    const code = await codeOf(simulator);
    const wrong = { ...client, client_secret: 'x', code };
    expect(await api(simulator, 'oauth.v2.access', wrong)).toEqual({ ok: false, error: 'bad_client_secret' });
    expect(await api(simulator, 'oauth.v2.access', { ...client, code })).toMatchObject({ ok: true });
  });

  it('with rotation gives tokens of twelve hours, each refresh token good once', async () => {
    const { simulator, clock } = await start(rotating);
    const granted = await api(simulator, 'oauth.v2.access', { ...client, code: await codeOf(simulator) });
    expect(granted).toMatchObject({ expires_in: 43_200 });
    const token = String(granted.access_token);
    const fields = { ...client, grant_type: 'refresh_token', refresh_token: String(granted.refresh_token) };
    clock.time += 43_200_000 - 1;
    expect(await api(simulator, 'auth.test', {}, token)).toMatchObject({ ok: true });
    clock.time += 1;
    expect(await api(simulator, 'auth.test', {}, token)).toEqual({ ok: false, error: 'token_expired' });
    const next = await api(simulator, 'oauth.v2.access', fields);
    expect(next).toMatchObject({ ok: true, token_type: 'bot', team: { id: 'T0ACME' } });
    expect(await api(simulator, 'auth.test', {}, String(next.access_token))).toMatchObject({ ok: true });
    expect(await api(simulator, 'oauth.v2.access', fields)).toEqual({
      ok: false,
      error: 'invalid_refresh_token',
    });
  });
});

it('a revoked token is refused from then on, and a test of it changes nothing', async () => {
  const { simulator } = await start();
  await api(simulator, 'oauth.v2.access', { ...client, code: await codeOf(simulator) });
  expect(await api(simulator, 'auth.revoke', { test: '1' }, 'xoxb-acme')).toEqual({
    ok: true,
    revoked: false,
  });
  expect(await api(simulator, 'auth.revoke', {}, 'xoxb-acme')).toEqual({ ok: true, revoked: true });
  expect(await api(simulator, 'auth.test', {}, 'xoxb-acme')).toEqual({ ok: false, error: 'token_revoked' });
});
