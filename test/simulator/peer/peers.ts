import { createEmulator } from 'emulate';
import { startWorkspace } from '../start.ts';

export type Answer = { readonly ok: boolean; readonly error?: string; readonly [field: string]: unknown };

/** A Slack that somebody wrote, with the same people and channels, and the app installed by OAuth. */
export type Peer = {
  readonly call: (
    method: string,
    args?: Readonly<Record<string, unknown>>,
    token?: string,
  ) => Promise<Answer>;
  readonly ids: Readonly<Record<Known, string>>;
  /** A `trigger_id` of this member; of a modal, if one is named. */
  readonly trigger: (userId: string, viewId?: string) => Promise<string>;
  /** A code, as the consent page hands it to the app. */
  readonly consent: () => Promise<string>;
  readonly exchange: (fields: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** What both have, each by an id of its own. `quiet` and `board` are without the app; `board` is private. */
type Known = 'ada' | 'bot' | 'team' | 'sales' | 'quiet' | 'board';

export const client = { client_id: '11.22', client_secret: 'client-secret' };
const redirectUri = 'http://127.0.0.1/slack/oauth_redirect';
const scopes = [
  'chat:write',
  'users:read',
  'im:write',
  'files:write',
  'files:read',
  'channels:read',
  'groups:read',
];

type Place = { readonly url: string; readonly allowPath: string; readonly user: () => Promise<string> };

function access({ url, allowPath, user }: Place) {
  const post = async (path: string, fields: Readonly<Record<string, unknown>>, token?: string) => {
    const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, text(value)]));
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return fetch(url + path, { method: 'POST', body, headers, redirect: 'manual' });
  };
  const call = async (method: string, args: Readonly<Record<string, unknown>>, token?: string) =>
    (await (await post(`/api/${method}`, args, token)).json()) as Answer;
  const consent = async () => {
    const fields = {
      client_id: client.client_id,
      scope: scopes.join(','),
      state: 's',
      redirect_uri: redirectUri,
    };
    const id = await user();
    const answer = await post(allowPath, {
      ...fields,
      user: id,
      user_id: id,
      team: 'T0ACME',
      decision: 'allow',
    });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const exchange = (fields: Readonly<Record<string, string>>) =>
    call('oauth.v2.access', { ...client, redirect_uri: redirectUri, ...fields });
  return { call, consent, exchange };
}

export async function startSimulatorPeer(): Promise<Peer> {
  const { simulator } = await startWorkspace({
    manifest: {
      features: {
        bot_user: { display_name: 'Probe' },
        app_home: { home_tab_enabled: true },
        slash_commands: [{ command: '/probe' }],
      },
      oauth_config: { scopes: { bot: scopes }, redirect_urls: [redirectUri] },
    },
    workspaces: [
      {
        id: 'T0ACME',
        name: 'Acme',
        domain: 'acme',
        botToken: 'xoxb-acme',
        installed: false,
        users: [{ id: 'U0ADA', name: 'ada', realName: 'Ada Lovelace', tz: 'UTC' }],
        channels: [
          { id: 'C0SALES', name: 'sales', members: ['U0ADA'] },
          { id: 'C0QUIET', name: 'quiet', members: ['U0ADA'], botIsMember: false },
          { id: 'G0BOARD', name: 'board', members: ['U0ADA'], isPrivate: true, botIsMember: false },
        ],
      },
    ],
    oauth: { clientId: client.client_id, clientSecret: client.client_secret },
    ackTimeoutMs: 20,
  });
  const { url } = simulator;
  const { call, ...rest } = access({ url, allowPath: '/oauth/v2/authorize', user: async () => 'U0ADA' });
  const { access_token } = await rest.exchange({ code: await rest.consent() });
  return {
    ...rest,
    call: (method, args = {}, token = String(access_token)) => call(method, args, token),
    ids: {
      ada: 'U0ADA',
      bot: simulator.botUserId(),
      team: 'T0ACME',
      sales: 'C0SALES',
      quiet: 'C0QUIET',
      board: 'G0BOARD',
    },
    // No app listens: the trigger is taken from what was on its way to it.
    trigger: async (userId) => {
      await simulator.as(userId).command('/probe');
      const sent = simulator.calls.findLast((one) => one.kind === 'delivery');
      return String(sent?.kind === 'delivery' ? sent.payload.trigger_id : '');
    },
    close: simulator.close,
  };
}

export async function startEmulatePeer(): Promise<Peer> {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    // It takes any token but the ones of logins that do not exist.
    seed: {
      tokens: { 'xoxb-strange': { login: 'nobody' } },
      slack: {
        team: { name: 'Acme', domain: 'acme' },
        users: [{ name: 'ada', real_name: 'Ada Lovelace' }],
        channels: [{ name: 'sales' }, { name: 'quiet' }, { name: 'board', is_private: true }],
        oauth_apps: [{ ...client, name: 'Probe', redirect_uris: [redirectUri], scopes }],
        strict_scopes: false,
      },
    },
  });
  const admin = 'xoxp-admin';
  const ada = async (): Promise<string> => {
    const { members } = await call('users.list', {}, admin);
    return (members as { id: string; name: string }[]).find(({ name }) => name === 'ada')?.id ?? '';
  };
  const { call, ...rest } = access({
    url: emulator.url,
    allowPath: '/oauth/v2/authorize/callback',
    user: ada,
  });
  const { access_token, bot_user_id, team } = await rest.exchange({ code: await rest.consent() });
  const token = String(access_token);
  const { channels } = await call('conversations.list', { types: 'public_channel,private_channel' }, admin);
  const channel = (wanted: string) =>
    (channels as { id: string; name: string }[]).find(({ name }) => name === wanted)?.id ?? '';
  await call('conversations.join', { channel: channel('sales') }, token);
  return {
    ...rest,
    call: (method, args = {}, other = token) => call(method, args, other),
    ids: {
      ada: await ada(),
      bot: String(bot_user_id),
      team: (team as { id: string }).id,
      sales: channel('sales'),
      quiet: channel('quiet'),
      board: channel('board'),
    },
    trigger: async (userId, viewId) => {
      const view = viewId === undefined ? {} : { view_id: viewId };
      return String((await call('views.generateTriggerId', { user_id: userId, ...view }, token)).trigger_id);
    },
    close: () => emulator.close(),
  };
}
