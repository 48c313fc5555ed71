import { createServer, type RequestListener } from 'node:http';
import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Call, Simulator } from '../../src/simulator/simulator.ts';
import { appToken, startHttpApp, startSocketApp, startWorkspace } from './start.ts';

const closing: (() => Promise<unknown>)[] = [];
let simulator: Simulator;

beforeEach(async () => {
  ({ simulator } = await startWorkspace({ eventRetryDelaysMs: [0, 0, 0] }));
  closing.push(() => simulator.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Start = typeof startSocketApp;

async function started(start: Start, listen: (app: App) => void): Promise<App> {
  const app = await start(simulator, listen);
  closing.push(() => app.stop());
  return app;
}

/** For an app that is silent, a Slack that waits less. */
async function startImpatient(ackTimeoutMs: number): Promise<void> {
  await simulator.close();
  ({ simulator } = await startWorkspace({ ackTimeoutMs }));
}

/** Counts the commands it gets and answers with the number. */
function counting(): { listen: (app: App) => void; count: () => number } {
  let count = 0;
  return {
    count: () => count,
    listen: (app) => {
      app.command('/probe', async ({ ack }) => {
        count += 1;
        await ack(`Answer ${count}`);
      });
    },
  };
}

const silent = (app: App) => app.command('/probe', async () => undefined);
const ofKind = <K extends Call['kind']>(kind: K) =>
  simulator.calls.filter((call): call is Extract<Call, { kind: K }> => call.kind === kind);
const lena = () => simulator.as('U0LENA');

describe.each<[string, Start]>([
  ['Socket Mode', startSocketApp],
  ['HTTP', startHttpApp],
])('over %s', (_name, start) => {
  it('a command that is not acknowledged in time shows operation_timeout', async () => {
    await startImpatient(150);
    await started(start, silent);
    const result = await lena().command('/probe');
    expect(result).toMatchObject({ acknowledged: false, error: 'operation_timeout' });
    expect(lena().sees().at(-1)).toMatchObject({
      user: 'USLACKBOT',
      text: '/probe failed with the error "operation_timeout"',
      ephemeral: true,
    });
    expect(simulator.as('U0OMAR').sees()).toEqual([]);
    const failed = await simulator.waitFor(() => ofKind('unacknowledged')[0]);
    expect(failed).toMatchObject({ id: ofKind('delivery')[0]?.id, error: 'operation_timeout' });
  });

  it('a duplicated delivery reaches the app twice, and the user sees the first answer', async () => {
    const { listen, count } = counting();
    await started(start, listen);
    simulator.faults.duplicateDeliveries(1);
    const { message } = await lena().command('/probe');
    expect(message?.text).toBe('Answer 1');
    await simulator.waitFor(() => ofKind('ack').length === 2);
    expect(ofKind('ack').map(({ fate }) => fate)).toEqual(['counted', 'late']);
    expect(count()).toBe(2);
    const [one, two] = ofKind('delivery');
    expect(two?.id).toBe(one?.id);
    expect(two?.payload).toEqual(one?.payload);
    expect(lena().sees()).toHaveLength(1);
    expect((await lena().command('/probe')).message?.text).toBe('Answer 3');
  });

  it('a lost acknowledgement brings the same payload again, and its second answer is shown', async () => {
    const { listen } = counting();
    await started(start, listen);
    simulator.faults.loseAcks(1);
    const { message } = await lena().command('/probe');
    expect(message?.text).toBe('Answer 2');
    expect(ofKind('delivery').map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(ofKind('ack').map(({ fate }) => fate)).toEqual(['lost', 'counted']);
  });

  it('a result can be delivered again by hand, under the same trigger_id', async () => {
    await started(start, counting().listen);
    const first = await lena().command('/probe');
    const second = await first.redeliver();
    expect(second.message?.text).toBe('Answer 2');
    const [one, two] = ofKind('delivery');
    expect(two?.payload).toEqual(one?.payload);
    const third = await lena().command('/probe', { triggerId: String(one?.payload.trigger_id) });
    expect(third.acknowledged).toBe(true);
    expect(ofKind('delivery')[2]?.payload.trigger_id).toBe(one?.payload.trigger_id);
  });

  it('an acknowledgement with blocks that Slack refuses is an error for the user', async () => {
    await started(start, (app) =>
      app.command('/probe', async ({ ack }) => ack({ text: 'x', blocks: [{ type: 'blink' }] })),
    );
    expect(await lena().command('/probe')).toMatchObject({
      acknowledged: false,
      error: 'invalid_command_response',
    });
    expect(ofKind('refused')).toMatchObject([
      {
        id: ofKind('delivery')[0]?.id,
        payload: { blocks: [{ type: 'blink' }] },
        error: 'invalid_blocks',
        details: ['[ERROR] unsupported type: blink [json-pointer:/blocks/0/type]'],
      },
    ]);
  });

  it('the payload of a command has the fields of Slack', async () => {
    await started(start, counting().listen);
    await lena().command('/probe one two', { channel: 'C0QUIET' });
    expect(ofKind('delivery')[0]?.payload).toEqual({
      team_id: 'T0ACME',
      team_domain: 'acme',
      channel_id: 'C0QUIET',
      channel_name: 'quiet',
      user_id: 'U0LENA',
      user_name: 'lena',
      command: '/probe',
      text: 'one two',
      api_app_id: 'A0SIMULATED',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining(simulator.url),
      trigger_id: expect.stringMatching(/^\d+\.0ACME\.[0-9a-f]{32}$/),
    });
  });

  it('an undeclared command never reaches the app', async () => {
    await started(start, counting().listen);
    const result = await lena().command('/prob');
    expect(result).toMatchObject({ acknowledged: false, error: 'unknown_command' });
    expect(result.replies()[0]?.text).toContain('`/prob` is not a valid command.');
    expect(ofKind('delivery')).toEqual([]);
  });
});

describe('Socket Mode', () => {
  it('sends an envelope that was not acknowledged to another connection', async () => {
    const { listen } = counting();
    await startImpatient(500);
    await started(startSocketApp, silent);
    await started(startSocketApp, listen);
    await simulator.connected(2);
    const result = await lena().command('/probe');
    expect(result.error).toBe('operation_timeout');
    const ack = await simulator.waitFor(() => ofKind('ack')[0]);
    expect(ack).toMatchObject({ fate: 'late', payload: { text: 'Answer 1' } });
    expect(simulator.calls).toMatchObject([
      ...simulator.calls.filter(({ kind }) => kind === 'api'),
      { kind: 'delivery', id: ack.id, attempt: 1 },
      { kind: 'unacknowledged', id: ack.id, error: 'operation_timeout' },
      { kind: 'delivery', id: ack.id, attempt: 2 },
      ack,
    ]);
  });

  it('takes its connections in turn', async () => {
    const apps = [counting(), counting(), counting()];
    for (const { listen } of apps) await started(startSocketApp, listen);
    await simulator.connected(3);
    for (let n = 0; n < 6; n += 1) await lena().command('/probe');
    expect(apps.map(({ count }) => count())).toEqual([2, 2, 2]);
  });

  it('without a connection a command fails at once', async () => {
    expect(await lena().command('/probe')).toMatchObject({ error: 'dispatch_failed' });
  });

  it('a payload on a dropped connection goes out again on another', async () => {
    const dropping = await socket();
    await nextMessage(dropping);
    await simulator.connected();
    await started(startSocketApp, counting().listen);
    await simulator.connected(2);
    dropping.once('message', () => dropping.terminate());
    const result = await lena().command('/probe');
    expect(result.message?.text).toBe('Answer 1');
    expect(ofKind('delivery').map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('drops every connection, and takes the app back when it returns', async () => {
    const app = await started(startSocketApp, counting().listen);
    simulator.faults.dropSockets();
    await simulator.waitFor(() => simulator.connections() === 0);
    expect(await lena().command('/probe')).toMatchObject({ error: 'dispatch_failed' });
    await app.start();
    await simulator.connected();
    expect((await lena().command('/probe')).message?.text).toBe('Answer 1');
  });

  it('greets with hello, links once, and ends an eleventh connection', async () => {
    const url = await link();
    const first = await socket(url);
    expect(await nextMessage(first)).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0SIMULATED' },
    });
    await expect(socket(url)).rejects.toThrow('403');
    for (let n = 2; n <= 10; n += 1) await socket();
    const eleventh = await socket();
    expect(await nextMessage(eleventh)).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    expect(simulator.connections()).toBe(10);
  });

  it('asks a client to connect again', async () => {
    const client = await socket();
    await nextMessage(client);
    simulator.faults.refreshSockets();
    expect(await nextMessage(client)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  });

  it('ignores what is no acknowledgement', async () => {
    const client = await socket();
    await nextMessage(client);
    await simulator.connected();
    const result = lena().command('/probe');
    const envelope = await nextMessage(client);
    client.send('not JSON');
    client.send(JSON.stringify({ envelope_id: 'other', payload: { text: 'No' } }));
    client.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'Yes' } }));
    expect((await result).message?.text).toBe('Yes');
    expect(envelope).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
  });
});

describe('HTTP', () => {
  it.each([
    [503, 'http_service_error'],
    [404, 'http_client_error'],
    [302, 'http_client_error'],
  ])('an app that answers %i shows %s', async (status, error) => {
    await listen((_request, response) => response.writeHead(status).end());
    expect(await lena().command('/probe')).toMatchObject({ acknowledged: false, error });
    expect(ofKind('unacknowledged')).toMatchObject([{ id: ofKind('delivery')[0]?.id, error }]);
  });

  it('an app that is not there shows dispatch_failed', async () => {
    simulator.pushTo('http://127.0.0.1:1/slack/events');
    expect(await lena().command('/probe')).toMatchObject({ error: 'dispatch_failed' });
  });

  it('sends an event again, three times, and says so', async () => {
    const retries: unknown[] = [];
    await listen((request, response) => {
      retries.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']]);
      response.writeHead(500).end();
    });
    expect(await simulator.event({ type: 'app_uninstalled' })).toBe(false);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(ofKind('unacknowledged').map(({ error }) => error)).toEqual(Array(4).fill('http_service_error'));
    expect(new Set(ofKind('delivery').map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  it('never sends a command again', async () => {
    let requests = 0;
    await listen((_request, response) => {
      requests += 1;
      response.writeHead(500).end();
    });
    await lena().command('/probe');
    expect(requests).toBe(1);
  });

  it('a wrong signing secret is refused by the app', async () => {
    await simulator.close();
    ({ simulator } = await startWorkspace({ signingSecret: 'another' }));
    await started(startHttpApp, counting().listen);
    expect(await lena().command('/probe')).toMatchObject({ error: 'http_client_error' });
  });
});

describe('Web API faults', () => {
  const call = (method: string, signal?: AbortSignal) =>
    fetch(simulator.apiUrl + method, { method: 'POST', ...(signal === undefined ? {} : { signal }) });

  it('are used up by the calls they hit', async () => {
    simulator.faults.api('api.test', { status: 429, retryAfter: 7 });
    simulator.faults.api('api.test', { status: 500 }, 2);
    simulator.faults.api('*', { error: 'fatal_error' });
    const limited = await call('api.test');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await limited.json()).toEqual({ ok: false, error: 'ratelimited' });
    expect((await call('api.test')).status).toBe(500);
    expect((await call('api.test')).status).toBe(500);
    expect(await (await call('api.test')).json()).toEqual({ ok: false, error: 'fatal_error' });
    expect(await (await call('api.test')).json()).toMatchObject({ ok: true });
    expect(ofKind('api').map(({ status, error }) => error ?? status)).toEqual([
      'ratelimited',
      '500',
      '500',
      'fatal_error',
      200,
    ]);
  });

  it('hang until the simulator closes', async () => {
    simulator.faults.api('api.test', { hang: true });
    const aborter = new AbortController();
    const hanging = call('api.test', aborter.signal);
    await simulator.waitFor(() => ofKind('api')[0]?.error === 'hang');
    aborter.abort();
    await expect(hanging).rejects.toThrow('abort');
    expect((await call('api.test')).status).toBe(200);
  });
});

async function listen(handler: RequestListener): Promise<void> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  simulator.pushTo(`http://127.0.0.1:${address.port}/`);
}

async function link(): Promise<string> {
  const response = await fetch(`${simulator.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${appToken}` },
  });
  return ((await response.json()) as { url: string }).url;
}

/** A bare client; messages are kept until they are asked for. */
async function socket(url?: string): Promise<WebSocket> {
  const client = new WebSocket(url ?? (await link()));
  inboxes.set(client, []);
  client.on('message', (data) => {
    inboxes.get(client)?.push(JSON.parse(String(data)));
    client.emit('kept');
  });
  closing.push(async () => client.terminate());
  await new Promise<void>((resolve, reject) => client.once('open', resolve).once('error', reject));
  return client;
}

const inboxes = new WeakMap<WebSocket, Record<string, unknown>[]>();

async function nextMessage(client: WebSocket): Promise<Record<string, unknown>> {
  const message = inboxes.get(client)?.shift();
  if (message !== undefined) return message;
  await new Promise<void>((resolve) => client.once('kept', () => resolve()));
  return nextMessage(client);
}
