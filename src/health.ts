import type { RequestListener, ServerResponse } from 'node:http';
import { type Served, serve } from './serve.ts';

export type Health = Served;

export type HealthOptions = {
  readonly port: number;
  readonly host: string | undefined;
  /** Why the bot cannot do its work now, or undefined when it can. */
  readonly problem: () => Promise<string | undefined>;
  /** What takes all other requests; undefined: there is nothing else here. */
  readonly others: () => RequestListener | undefined;
};

/** `/healthz` and `/readyz` for both transports, up before Slack and the database are. */
export function startHealth({ port, host, problem, others }: HealthOptions): Promise<Health> {
  async function ready(res: ServerResponse): Promise<void> {
    const reason = await problem();
    if (reason === undefined) answer(res, 200, { ready: true });
    else answer(res, 503, { ready: false, reason });
  }

  return serve({ port, host, settings: { port: 'PORT', host: 'HOST' } }, (req, res) => {
    const path = req.url?.split('?')[0];
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (path === '/healthz' && isRead) return answer(res, 200, { alive: true });
    if (path === '/readyz' && isRead) return void ready(res);
    const listener = others();
    if (listener === undefined) return answer(res, 404, { error: 'There is nothing here.' });
    return listener(req, res);
  });
}

export function answer(res: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(`${JSON.stringify(body)}\n`);
}
