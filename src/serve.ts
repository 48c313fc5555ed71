import { createServer, type RequestListener } from 'node:http';
import { AppError } from './errors.ts';

const closeWithinMs = 1_000;

export type Served = {
  /** Where the server listens, without a slash at the end. */
  readonly url: string;
  /** Ends idle connections at once, the others when they have been answered or after a second. */
  close(): Promise<void>;
};

/** Serves HTTP; what keeps it from listening is said with the settings that would mend it. */
export async function serve(
  {
    port,
    host,
    settings,
  }: { readonly port: number; readonly host: string | undefined; readonly settings: Settings },
  listener: RequestListener,
): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('port', `Cannot listen: ${reasonOf(cause, port, settings)}`, { cause })),
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
        const force = setTimeout(() => server.closeAllConnections(), closeWithinMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** The variables that say where: of the port, and of the host where there is one. */
export type Settings = { readonly port: string; readonly host?: string };

function reasonOf(cause: NodeJS.ErrnoException, port: number, settings: Settings): string {
  if (cause.code === 'EADDRINUSE') return `port ${port} is taken. Set ${settings.port} to another one.`;
  if (cause.code === 'EACCES')
    return `port ${port} needs more rights. Set ${settings.port} to one above 1023.`;
  const names = [settings.port, ...(settings.host === undefined ? [] : [settings.host])];
  return `${cause.code ?? cause.name}. Check ${names.join(' and ')}.`;
}
