import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { AppError } from './errors.ts';

const CLOSE_WITHIN_MS = 1_000;

export type Health = {
  /** Where the server listens, without a slash at the end. */
  readonly url: string;
  /** Ends idle connections at once, the others when they have been answered or after a second. */
  close(): Promise<void>;
};

export type HealthOptions = {
  readonly port: number;
  readonly host: string | undefined;
  /** Why the bot cannot do its work now, or undefined when it can. */
  readonly problem: () => Promise<string | undefined>;
  /** What takes all other requests; undefined: there is nothing else here. */
  readonly others: () => RequestListener | undefined;
};

/** `/healthz` and `/readyz` for both transports, up before Slack and the database are. */
export async function startHealth({ port, host, problem, others }: HealthOptions): Promise<Health> {
  const server = createServer((req, res) => {
    const path = req.url?.split('?')[0];
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (path === '/healthz' && isRead) return answer(res, 200, { alive: true });
    if (path === '/readyz' && isRead) return void ready(res);
    const listener = others();
    if (listener === undefined) return answer(res, 404, { error: 'There is nothing here.' });
    return listener(req, res);
  });

  async function ready(res: ServerResponse): Promise<void> {
    const reason = await problem();
    if (reason === undefined) answer(res, 200, { ready: true });
    else answer(res, 503, { ready: false, reason });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('port', `Cannot listen: ${reasonOf(cause, port)}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new AppError('port', 'The server has no port.');
  const name = host === undefined ? 'localhost' : host.includes(':') ? `[${host}]` : host;

  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

export function answer(res: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(`${JSON.stringify(body)}\n`);
}

function reasonOf(cause: NodeJS.ErrnoException, port: number): string {
  if (cause.code === 'EADDRINUSE') return `port ${port} is taken. Set PORT to another one.`;
  if (cause.code === 'EACCES') return `port ${port} needs more rights. Set PORT to one above 1023.`;
  return `${cause.code ?? cause.name}. Check PORT and HOST.`;
}
