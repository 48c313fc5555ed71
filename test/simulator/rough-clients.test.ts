import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { appToken, botToken, manifest, startWorkspace } from './start.ts';

const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'files:write'] };
let simulator: Simulator;
beforeAll(async () => {
  ({ simulator } = await startWorkspace({
    manifest: { ...manifest, oauth_config: { scopes } },
    oauth: { clientId: '1.2', clientSecret: 'secret' },
  }));
});
afterAll(() => simulator.close());

const viewer = 'workspace=T0ACME&user=U0LENA';
const api = async (method: string, body: object, token: string): Promise<Record<string, unknown>> => {
  const response = await fetch(simulator.apiUrl + method, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};
const link = async () => String((await api('apps.connections.open', {}, appToken)).url);

/** A bare connection that asks for an upgrade. */
async function upgrade(path: string): Promise<Socket> {
  const { hostname, port, host } = new URL(simulator.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      '\r\n',
    ].join('\r\n'),
  );
  return socket;
}

/** All that came until the other side closed. */
async function textOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
  });
  await once(socket, 'close');
  return text;
}

describe('Socket Mode', () => {
  it.each(['//', '/', '/link', '/link?ticket=none', '/%zz', '/link?ticket=%zz'])(
    'refuses an upgrade to %s',
    async (path) => {
      expect(await textOf(await upgrade(path))).toMatch(/^HTTP\/1\.1 403 /);
    },
  );

  it('outlives a client that is gone before it was refused', async () => {
    for (let n = 0; n < 20; n += 1) (await upgrade('/elsewhere')).resetAndDestroy();
    expect(await textOf(await upgrade('/elsewhere'))).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('outlives an eleventh client that does not speak its language, and lets it wait no longer', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, async () => new WebSocket(await link())));
    await Promise.all(ten.map((client) => once(client, 'message')));
    const { pathname, search } = new URL(await link());
    const eleventh = await upgrade(pathname + search);
    eleventh.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect(await textOf(eleventh)).toContain('too_many_websockets');
    const silent = await upgrade(new URL(await link()).search.replace('?', '/link?'));
    expect(await textOf(silent)).toContain('too_many_websockets');
    for (const client of ten) client.terminate();
    await simulator.waitFor(() => simulator.connections() === 0);
  });
});

describe('the page’s routes', () => {
  const act = (headers: Record<string, string>) =>
    fetch(`${simulator.url}/_page/act/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', ...headers },
      body: JSON.stringify({ workspace: 'T0ACME', user: 'U0LENA', channel: 'C0SALES', text: 'Hi' }),
    });

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
    'refuse what another web site asks for: %s',
    async (origin) => {
      const before = simulator.channel('C0SALES').messages().length;
      const response = await act({ Origin: origin });
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: `The simulator's page is at this address only: ${origin} may not act in it.` },
      ]);
      expect(simulator.channel('C0SALES').messages()).toHaveLength(before);
      const { status } = await fetch(`${simulator.url}/_page/upload?${viewer}`, {
        method: 'POST',
        headers: { Origin: origin },
      });
      expect(status).toBe(403);
    },
  );

  it('serve the page itself, and who is no browser', async () => {
    expect((await act({ Origin: simulator.url })).status).toBe(200);
    expect((await act({})).status).toBe(200);
  });
});

describe('a form that cannot be read', () => {
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const send = (path: string, body = 'nonsense') =>
    fetch(simulator.url + path, { method: 'POST', headers, body });

  it('is no file of a member', async () => {
    const response = await send(`/_page/upload?${viewer}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'Send one file, in the form field "file".' },
    ]);
  });

  it('is no file of the app', async () => {
    const { upload_url } = await api(
      'files.getUploadURLExternal',
      { filename: 'a.csv', length: 1 },
      botToken,
    );
    const response = await send(new URL(String(upload_url)).pathname);
    expect([response.status, await response.text()]).toEqual([400, 'The form could not be read']);
  });

  it('is no decision about an installation', async () => {
    const response = await send('/oauth/v2/authorize');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('No app has this client id.');
  });

  it('is refused by the Web API in Slack’s word', async () => {
    expect(await (await send('/api/api.test')).json()).toEqual({ ok: false, error: 'invalid_form_data' });
    expect(simulator.calls.at(-1)).toMatchObject({ method: 'api.test', error: 'invalid_form_data' });
  });
});

describe('a body', () => {
  const megabyte = 1024 * 1024;
  it.each([
    ['/api/api.test', 4],
    ['/response/x', 4],
    ['/_page/act/message', 4],
    ['/_page/upload', 12],
    ['/upload/v1/T0ACME/x', 102],
  ])('of %s may have %i MB', async (path, megabytes) => {
    expect(await announce(path, megabytes * megabyte + 1)).toEqual([
      413,
      { ok: false, error: `The body is larger than ${megabytes} MB.` },
    ]);
  });

  it('that does not say how long it is has the same limit', async () => {
    const asking = request(`${simulator.apiUrl}api.test`, { method: 'POST' });
    asking.on('error', () => undefined);
    asking.write(Buffer.alloc(4 * megabyte + 1));
    const [response] = await once(asking, 'response');
    expect(response.statusCode).toBe(413);
    asking.destroy();
  });
});

/** The answer to a body of this length, none of which is sent. */
async function announce(path: string, length: number): Promise<[number | undefined, unknown]> {
  const asking = request(simulator.url + path, { method: 'POST', headers: { 'Content-Length': length } });
  asking.flushHeaders();
  const [response] = await once(asking, 'response');
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  await once(response, 'end');
  asking.on('error', () => undefined).destroy();
  return [response.statusCode, JSON.parse(Buffer.concat(parts).toString())];
}
