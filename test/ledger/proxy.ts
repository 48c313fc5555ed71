import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';

export type FaultyProxy = {
  /** The database's URL, through the proxy. */
  readonly url: string;
  /** What happens when a statement that starts like this comes: its bytes are kept back, or passed on without its answer. */
  at(statement: string, fault: Fault): void;
  /** From now on the connections that are open swallow everything; new ones work. */
  freezeOpen(): void;
  /** Lets every frozen connection go on, with what was held back. */
  thaw(): void;
  /** Whether new connections are broken at once. */
  refuse(all: boolean): void;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
};

/** `hold`: it does not reach the server. `mute`: it does, its answer does not come back. `cut…`: likewise, then broken. */
export type Fault = 'hold' | 'mute' | 'cut-before' | 'cut-after';

type Link = {
  client: Socket;
  server: Socket;
  held: boolean;
  muted: boolean;
  toServer: Buffer[];
  toClient: Buffer[];
};

/** A TCP proxy before PostgreSQL that can freeze or break connections at chosen statements. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const links = new Set<Link>();
  const faults = new Map<string, Fault>();

  let refusing = false;

  const listener = createServer((client) => {
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const server = createConnection(Number(port), hostname);
    const link: Link = { client, server, held: false, muted: false, toServer: [], toClient: [] };
    links.add(link);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        links.delete(link);
        end(link);
      });
    }
    client.on('data', (chunk) => fromClient(link, chunk));
    server.on('data', (chunk) => {
      if (link.muted) link.toClient.push(chunk);
      else client.write(chunk);
    });
  });

  function fromClient(link: Link, chunk: Buffer): void {
    const statement = [...faults.keys()].find((text) => chunk.includes(text));
    const fault = statement === undefined ? undefined : faults.get(statement);
    if (statement !== undefined) faults.delete(statement);
    if (fault === 'cut-before') end(link);
    if (fault === 'hold') link.held = true;
    if (fault === 'mute' || fault === 'cut-after') link.muted = true;
    if (link.held) link.toServer.push(chunk);
    else link.server.write(chunk);
    if (fault === 'cut-after') link.server.once('data', () => end(link));
  }

  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(await listen(listener));
  return {
    url: url.href,
    at: (statement, fault) => faults.set(statement, fault),
    freezeOpen: () => {
      for (const link of links) Object.assign(link, { held: true, muted: true });
    },
    thaw: () => {
      for (const link of links) {
        Object.assign(link, { held: false, muted: false });
        for (const chunk of link.toServer.splice(0)) link.server.write(chunk);
        for (const chunk of link.toClient.splice(0)) link.client.write(chunk);
      }
    },
    refuse: (all) => {
      refusing = all;
    },
    cut: () => {
      for (const link of links) end(link);
    },
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const link of links) end(link);
      await closed;
    },
  };
}

function end(link: Link): void {
  link.client.destroy();
  link.server.destroy();
}

async function listen(listener: ReturnType<typeof createServer>): Promise<number> {
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
