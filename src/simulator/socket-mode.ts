import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Delivery, type Outcome, operationTimeout, type Retry, type Transport } from './delivery.ts';
import { forgetExpired } from './forget-expired.ts';
import { bodyBytes } from './limit-body.ts';
import { type Connection, createSocketPool, disconnectMessage, type Waiting } from './socket-pool.ts';
import type { World } from './world.ts';

/** A payload that was not acknowledged is sent again, this many times at most. */
const redeliveries = 3;
/** A link that nobody followed is forgotten then. */
const ticketLifetimeMs = 60_000;

export type SocketMode = {
  readonly transport: Transport;
  /** A link for one connection. */
  readonly link: () => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Clients that have read their hello. */
  readonly connections: () => number;
  readonly drop: () => void;
  readonly refresh: () => void;
  readonly close: () => Promise<void>;
};

export function createSocketMode(world: World, baseUrl: () => string, timeoutMs: number): SocketMode {
  const server = new WebSocketServer({ noServer: true, maxPayload: bodyBytes });
  const pool = createSocketPool(world);
  const tickets = new Map<string, { readonly expiresAt: number }>();

  /** The first sending fails at once without a client; what was lost on the way waits for one to come back. */
  const send = async (delivery: Delivery, retry: Retry | undefined): Promise<Outcome> => {
    if (retry !== undefined) await pool.whenReady();
    const connection = pool.pick();
    if (connection === undefined) return { acknowledged: false, error: 'dispatch_failed' };
    return sendOver(connection, delivery, retry, timeoutMs);
  };

  return {
    transport: {
      via: 'socket',
      send,
      retryDelaysMs: () => (pool.ready().length === 0 ? [] : Array.from({ length: redeliveries }, () => 0)),
    },
    link: () => {
      const ticket = randomBytes(16).toString('hex');
      const now = world.steadyClock.now();
      forgetExpired(tickets, now);
      tickets.set(ticket, { expiresAt: now + ticketLifetimeMs });
      return `${baseUrl().replace(/^http/, 'ws')}/link?ticket=${ticket}&app_id=${world.appId}`;
    },
    upgrade: (request, socket, head) => {
      // Node hands the socket over without a listener: a client that is gone would end the process.
      socket.on('error', () => socket.destroy());
      const [path, query] = (request.url ?? '').split('?', 2);
      if (path !== '/link' || !tickets.delete(new URLSearchParams(query).get('ticket') ?? '')) {
        socket.once('finish', () => socket.destroy());
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, pool.accept);
    },
    connections: () => pool.ready().length,
    drop: () => pool.each((socket) => socket.terminate()),
    refresh: () => pool.each((socket) => socket.send(disconnectMessage('refresh_requested'))),
    close: async () => {
      await pool.close();
      server.close();
    },
  };
}

/** Sends an envelope and waits for its acknowledgement, the end of the connection, or the end of Slack's patience. */
function sendOver(
  { socket, waiting }: Connection,
  delivery: Delivery,
  retry: Retry | undefined,
  timeoutMs: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      waiting.splice(waiting.indexOf(mine), 1);
      resolve(outcome);
    };
    const mine: Waiting = { envelopeId: delivery.id, settle };
    const timer = setTimeout(() => settle({ acknowledged: false, error: operationTimeout }), timeoutMs);
    waiting.push(mine);
    socket.send(JSON.stringify(envelope(delivery, retry)));
  });
}

function envelope({ id, type, payload, acceptsResponse }: Delivery, retry: Retry | undefined): object {
  const retried =
    type === 'events_api'
      ? { retry_attempt: retry?.num ?? 0, retry_reason: retry === undefined ? '' : 'timeout' }
      : {};
  return { envelope_id: id, type, accepts_response_payload: acceptsResponse, payload, ...retried };
}
