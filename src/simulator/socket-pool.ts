import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Outcome } from './delivery.ts';
import type { World } from './world.ts';

export const connectionLimit = 10;
const pingIntervalMs = 10_000;
/** A client that does not answer a close frame by then is cut off. */
const closeGraceMs = 500;

export type Connection = {
  readonly socket: WebSocket;
  /** Sendings without an answer so far; a duplicated envelope is in here twice. */
  readonly waiting: Waiting[];
  /** Whether the client has read its hello: its first pong comes after it. Only then it counts. */
  ready: boolean;
};

export type Waiting = { readonly envelopeId: string; readonly settle: (outcome: Outcome) => void };

export type SocketPool = {
  readonly accept: (socket: WebSocket) => void;
  readonly ready: () => Connection[];
  /** The next ready connection in turn; so a second sending meets another one if there is one. */
  readonly pick: () => Connection | undefined;
  /** Waits until one is ready, or the simulator closes. */
  readonly whenReady: () => Promise<void>;
  readonly each: (act: (socket: WebSocket) => void) => void;
  readonly close: () => Promise<void>;
};

export function createSocketPool(world: World): SocketPool {
  const connections: Connection[] = [];
  const ready = () => connections.filter((connection) => connection.ready);
  const each = (act: (socket: WebSocket) => void) => {
    for (const { socket } of [...connections]) act(socket);
  };
  const pinging = setInterval(() => each((socket) => socket.ping()), pingIntervalMs).unref();
  let turn = 0;

  const settled = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!done() && !world.closing.aborted) return;
        stop();
        world.closing.removeEventListener('abort', look);
        resolve();
      };
      const stop = world.onChange(look);
      world.closing.addEventListener('abort', look, { once: true });
      look();
    });

  return {
    ready,
    each,
    whenReady: () => settled(() => ready().length > 0),
    pick: () => {
      const all = ready();
      const connection = all[turn % Math.max(all.length, 1)];
      turn += 1;
      return connection;
    },
    accept: (socket) => {
      socket.on('error', () => socket.terminate());
      if (connections.length >= connectionLimit) {
        socket.send(disconnectMessage('too_many_websockets'));
        socket.close();
        const cutOff = setTimeout(() => socket.terminate(), closeGraceMs);
        socket.once('close', () => clearTimeout(cutOff));
        return;
      }
      const connection: Connection = { socket, waiting: [], ready: false };
      connections.push(connection);
      socket.on('message', (data) => receive(connection, String(data)));
      socket.once('pong', () => {
        connection.ready = true;
        world.changed();
      });
      socket.on('close', () => {
        connections.splice(connections.indexOf(connection), 1);
        for (const { settle } of [...connection.waiting])
          settle({ acknowledged: false, error: 'dispatch_failed' });
        world.changed();
      });
      socket.send(helloMessage(connections.length, world.appId));
      socket.ping();
    },
    close: async () => {
      clearInterval(pinging);
      const gone = [...connections].map(
        ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
      );
      each((socket) => socket.close(1001));
      await Promise.race([Promise.all(gone), pause(closeGraceMs, undefined, { ref: false })]);
      each((socket) => socket.terminate());
    },
  };
}

const debug_info = { host: 'simulator', build_number: 1, approximate_connection_time: 18_060 };

function helloMessage(num_connections: number, app_id: string): string {
  return JSON.stringify({ type: 'hello', num_connections, debug_info, connection_info: { app_id } });
}

export function disconnectMessage(reason: 'too_many_websockets' | 'refresh_requested'): string {
  return JSON.stringify({ type: 'disconnect', reason, debug_info });
}

const acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

/** What is not an acknowledgement of something open is ignored, as Slack does. */
function receive(connection: Connection, data: string): void {
  const parsed = acknowledgement.safeParse(parseJson(data));
  if (!parsed.success) return;
  const { envelope_id, payload } = parsed.data;
  const waiting = connection.waiting.find(({ envelopeId }) => envelopeId === envelope_id);
  waiting?.settle({ acknowledged: true, payload });
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
