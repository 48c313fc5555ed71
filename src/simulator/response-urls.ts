import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { isJsonObject } from './arguments.ts';
import type { Exchange } from './exchange.ts';
import { faultName, faultResponse } from './fault-response.ts';
import { forgetExpired } from './forget-expired.ts';
import { applyResponse } from './respond.ts';
import { SlackError } from './slack-error.ts';
import type { World } from './world.ts';

export const responseUrlUses = 5;
export const responseUrlLifetimeMs = 30 * 60_000;
/** So long an expired one is told from one that never was. */
const rememberedMs = 60 * 60_000;

type Issued = { readonly exchange: Exchange; readonly expiresAt: number; uses: number };

export type ResponseUrls = {
  /** A path below the simulator's URL. */
  readonly issue: (exchange: Exchange) => string;
  readonly routes: Hono;
};

export function createResponseUrls(world: World): ResponseUrls {
  const issued = new Map<string, Issued>();
  const routes = new Hono();

  const apply = async (id: string, body: string): Promise<void> => {
    const found = issued.get(id);
    if (found === undefined) throw new SlackError('invalid_url');
    if (world.steadyClock.now() >= found.expiresAt) throw new SlackError('expired_url');
    if (found.uses >= responseUrlUses) throw new SlackError('used_url');
    const workspace = world.workspace(found.exchange.workspaceId);
    const message = applyResponse(workspace, found.exchange, parseBody(body));
    found.uses += 1;
    if (message !== undefined) found.exchange.updates.push(message);
    world.changed();
  };

  routes.post('/response/:id', async (c) => {
    const body = await c.req.text();
    const payload = readForJournal(body);
    const url = world.url() + c.req.path;
    const fault = world.faultPlan.takeResponseUrl();
    if (fault !== undefined) {
      world.journal.record({
        kind: 'response_url',
        url,
        payload,
        status: 'status' in fault ? fault.status : 200,
        error: faultName(fault),
      });
      return faultResponse(fault, world.closing);
    }
    try {
      await apply(c.req.param('id'), body);
      world.journal.record({ kind: 'response_url', url, payload, status: 200 });
      return c.text('ok');
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const status = error.code.endsWith('_url') ? 404 : 400;
      const { code, details } = error;
      world.journal.record({
        kind: 'response_url',
        url,
        payload,
        status,
        error: code,
        ...(details.length > 0 && { details }),
      });
      return c.json(error.answer(), status);
    }
  });

  return {
    issue: (exchange) => {
      const id = randomBytes(12).toString('hex');
      const now = world.steadyClock.now();
      forgetExpired(issued, now - rememberedMs);
      issued.set(id, { exchange, expiresAt: now + responseUrlLifetimeMs, uses: 0 });
      return `/response/${id}`;
    },
    routes,
  };
}

function parseBody(body: string): Record<string, unknown> {
  const parsed = readForJournal(body);
  if (!isJsonObject(parsed)) throw new SlackError('invalid_payload');
  return parsed;
}

function readForJournal(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    if (cause instanceof SyntaxError) return body;
    throw cause;
  }
}
