import type { ServerResponse } from 'node:http';
import { DatabaseUnavailableError } from './errors.ts';
import type { Log } from './log.ts';
import type { Metrics, Outbox } from './metrics.ts';
import { type Served, serve } from './serve.ts';

export type MetricsOptions = {
  readonly port: number;
  readonly metrics: Metrics;
  /** Looks into the outbox, within a deadline of its own; undefined while the bot has no database yet. */
  readonly readOutbox: () => Promise<Outbox> | undefined;
  readonly log: Log;
};

/** `/metrics`, for a collector on the same machine: it listens on loopback only. */
export function startMetrics({ port, metrics, readOutbox, log }: MetricsOptions): Promise<Served> {
  metrics.watchProcess();

  async function outbox(): Promise<Outbox | undefined> {
    try {
      return await readOutbox();
    } catch (err) {
      if (!(err instanceof DatabaseUnavailableError)) log.warn({ err }, 'the outbox could not be counted');
      return undefined;
    }
  }

  async function write(res: ServerResponse): Promise<void> {
    const text = await metrics.text(await outbox());
    res.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  }

  return serve({ port, host: '127.0.0.1', settings: { port: 'METRICS_PORT' } }, (req, res) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (req.url?.split('?')[0] !== '/metrics' || !isRead) return void res.writeHead(404).end();
    write(res).catch((err) => {
      log.error({ err }, 'the metrics could not be written');
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
}
