import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type Delivery, type Outcome, operationTimeout, type Retry, type Transport } from './delivery.ts';
import type { World } from './world.ts';

export const connectionLimit = 10;
const pingIntervalMs = 10_000;
/** A payload that was not acknowledged is sent again, this many times at most. */
const redeliveries = 3;

const acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

type Connection = {
  readonly socket: WebSocket;
  /** Sendings without an answer so far; a duplicated envelope is in here twice. */
  readonly waiting: Waiting[];
};

type Waiting = { readonly envelopeId: string; readonly settle: (outcome: Outcome) => void };

export type SocketMode = {
  readonly transport: Transport;
  /** A link for one connection. */
  readonly link: () => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly connections: () => number;
  readonly drop: () => void;
  readonly refresh: () => void;
  readonly close: () => void;
};

export function createSocketMode(world: World, baseUrl: () => string, timeoutMs: number): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  let next = 0;

  const pinging = setInterval(() => {
    for (const { socket } of connections) socket.ping();
  }, pingIntervalMs);
  pinging.unref();

  const welcome = (socket: WebSocket) => {
    if (connections.length >= connectionLimit) {
      socket.send(
        JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: debugInfo }),
      );
      socket.close();
      return;
    }
    const connection: Connection = { socket, waiting: [] };
    socket.on('message', (data) => receive(connection, String(data)));
    socket.on('close', () => {
      connections.splice(connections.indexOf(connection), 1);
      for (const { settle } of [...connection.waiting])
        settle({ acknowledged: false, error: 'dispatch_failed' });
      world.changed();
    });
    socket.on('error', () => socket.terminate());
    connections.push(connection);
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: connections.length,
        debug_info: debugInfo,
        connection_info: { app_id: world.appId },
      }),
      () => world.changed(),
    );
  };

  /** The next connection in turn; so a second sending meets another one if there is one. */
  const pick = (): Connection | undefined => {
    const connection = connections[next % Math.max(connections.length, 1)];
    next += 1;
    return connection;
  };

  /** Only what was lost on the way waits for a client to come back; the first sending fails at once. */
  const pickOrWait = async (retry: Retry | undefined): Promise<Connection | undefined> => {
    if (retry !== undefined && connections.length === 0) {
      await new Promise<void>((resolve) => {
        const done = () => {
          stop();
          world.closing.removeEventListener('abort', done);
          resolve();
        };
        const stop = world.onChange(() => connections.length > 0 && done());
        world.closing.addEventListener('abort', done, { once: true });
      });
    }
    return pick();
  };

  const send = async (delivery: Delivery, retry: Retry | undefined): Promise<Outcome> => {
    const connection = await pickOrWait(retry);
    if (connection === undefined) return { acknowledged: false, error: 'dispatch_failed' };
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        connection.waiting.splice(connection.waiting.indexOf(waiting), 1);
        resolve(outcome);
      };
      const waiting = { envelopeId: delivery.id, settle };
      const timer = setTimeout(() => settle({ acknowledged: false, error: operationTimeout }), timeoutMs);
      connection.waiting.push(waiting);
      connection.socket.send(JSON.stringify(envelope(delivery, retry)));
    });
  };

  const each = (act: (socket: WebSocket) => void) => {
    for (const { socket } of [...connections]) act(socket);
  };

  return {
    transport: {
      via: 'socket',
      send,
      retryDelaysMs: () => (connections.length === 0 ? [] : Array.from({ length: redeliveries }, () => 0)),
    },
    link: () => {
      const ticket = randomBytes(16).toString('hex');
      tickets.add(ticket);
      return `${baseUrl().replace(/^http/, 'ws')}/link?ticket=${ticket}&app_id=${world.appId}`;
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', baseUrl());
      if (url.pathname !== '/link' || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    connections: () => connections.length,
    drop: () => each((socket) => socket.terminate()),
    refresh: () =>
      each((socket) =>
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: debugInfo }),
        ),
      ),
    close: () => {
      clearInterval(pinging);
      each((socket) => socket.terminate());
      server.close();
    },
  };
}

const debugInfo = { host: 'simulator', build_number: 1, approximate_connection_time: 18_060 };

function envelope({ id, type, payload, acceptsResponse }: Delivery, retry: Retry | undefined): object {
  const retried =
    type === 'events_api'
      ? { retry_attempt: retry?.num ?? 0, retry_reason: retry === undefined ? '' : 'timeout' }
      : {};
  return { envelope_id: id, type, accepts_response_payload: acceptsResponse, payload, ...retried };
}

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
