import { afterEach, describe, expect, it } from 'vitest';
import { type Health, type HealthOptions, startHealth } from '../src/health.ts';

let health: Health | undefined;
afterEach(async () => {
  await health?.close();
  health = undefined;
});

async function start(options: Partial<HealthOptions> = {}): Promise<string> {
  health = await startHealth({
    port: 0,
    host: '127.0.0.1',
    problem: async () => undefined,
    others: () => undefined,
    ...options,
  });
  return health.url;
}

describe('the health server', () => {
  it('answers /healthz with 200 while the process lives, ready or not', async () => {
    const url = await start({ problem: async () => 'The database is starting.' });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('answers /readyz with 503 and the reason, then with 200', async () => {
    let reason: string | undefined = 'The database is starting.';
    const url = await start({ problem: async () => reason });

    const before = await fetch(`${url}/readyz`);
    expect([before.status, await before.json()]).toEqual([503, { ready: false, reason }]);

    reason = undefined;
    const after = await fetch(`${url}/readyz`);
    expect([after.status, await after.json()]).toEqual([200, { ready: true }]);
  });

  it('answers 404 to everything else when nobody takes it', async () => {
    const url = await start();
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(404);
  });

  it('hands everything else to the listener of that moment', async () => {
    const url = await start({ others: () => (req, res) => res.writeHead(202).end(req.url) });
    const answer = await fetch(`${url}/slack/events?x=1`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([202, '/slack/events?x=1']);
  });

  it('says in words that a port is taken', async () => {
    const port = Number(new URL(await start()).port);
    const second = startHealth({
      port,
      host: '127.0.0.1',
      problem: async () => undefined,
      others: () => undefined,
    });
    await expect(second).rejects.toThrow(`port ${port} is taken. Set PORT to another one.`);
  });

  it('closes although a client keeps its connection open', async () => {
    const url = await start();
    await fetch(`${url}/healthz`, { headers: { connection: 'keep-alive' } });
    await health?.close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
