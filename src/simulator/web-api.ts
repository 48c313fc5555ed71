import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type RawArguments, requestArguments } from './arguments.ts';
import { faultName, faultResponse } from './fault-response.ts';
import type { BotCaller, Method } from './methods/method.ts';
import { grantedScopes } from './scopes.ts';
import { SlackError } from './slack-error.ts';
import type { World } from './world.ts';

/** The Web API's routes: one for each method of the table, and `unknown_method` for all else. */
export function createWebApi(world: World, methods: ReadonlyMap<string, Method>): Hono<Server> {
  const app = new Hono<Server>();
  for (const [name, method] of methods) {
    app.on(['GET', 'POST'], `/api/${name}`, (c) => answer(world, name, c, method));
  }
  app.all('/api/*', (c) => answer(world, c.req.path.slice('/api/'.length), c, undefined));
  return app;
}

type Server = { Bindings: HttpBindings };

async function answer(
  world: World,
  name: string,
  { req: { raw: request }, env }: Context<Server>,
  method: Method | undefined,
): Promise<Response> {
  const agent = request.headers.get('user-agent');
  const said = agent === null ? {} : { agent };
  const fault = world.faultPlan.takeApi(name);
  let args: RawArguments = {};
  try {
    args = await requestArguments(request);
    if (fault !== undefined && !('lose' in fault)) {
      const status = 'status' in fault ? fault.status : 200;
      world.journal.record({
        kind: 'api',
        method: name,
        args: withoutToken(args),
        ...said,
        status,
        error: faultName(fault),
      });
      if ('drop' in fault) return cut(env);
      return faultResponse(fault, world.closing);
    }
    if (method === undefined) throw new SlackError('unknown_method', [], { req_method: name });
    const caller = authorise(world, method, tokenOf(request, args));
    const scopes = caller === undefined ? undefined : grantedScopes(world, caller.workspace);
    requireScope(method, scopes);
    const known = method.token === 'client' ? { ...clientOf(request), ...args } : args;
    const body = method.call(known, { world, caller });
    world.journal.record({
      kind: 'api',
      method: name,
      args: withoutToken(args),
      ...said,
      status: 200,
      ...(fault && { lost: true }),
    });
    if (fault) return cut(env);
    const headers = scopes === undefined ? {} : { 'X-OAuth-Scopes': scopes.join(',') };
    return Response.json({ ok: true, ...body }, { headers });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    world.journal.record({
      kind: 'api',
      method: name,
      args: withoutToken(args),
      ...said,
      status: 200,
      error: error.code,
      ...(error.details.length > 0 && { details: error.details }),
    });
    return Response.json(error.answer());
  }
}

/** Breaks the connection: nobody gets this answer. */
function cut({ incoming }: HttpBindings): Response {
  incoming.socket.destroy();
  return new Response(null, { status: 503 });
}

function tokenOf(request: Request, args: RawArguments): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return bearer ?? (typeof args.token === 'string' && args.token !== '' ? args.token : undefined);
}

/** Checks the token's kind and says whose it is; only a bot token belongs to a workspace. */
function authorise(world: World, { token: kind }: Method, token: string | undefined): BotCaller | undefined {
  if (kind === 'none' || kind === 'client') return undefined;
  if (token === undefined) throw new SlackError('not_authed');
  const installation = token === world.appToken ? undefined : world.installations.holder(token);
  if ((kind === 'app') !== (installation === undefined)) throw new SlackError('not_allowed_token_type');
  return installation && { workspace: world.workspace(installation.workspaceId), token };
}

/** The client id and secret of HTTP Basic, which Slack prefers to arguments. */
function clientOf(request: Request): RawArguments {
  const basic = /^Basic (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (basic === undefined) return {};
  const [client_id, client_secret] = Buffer.from(basic, 'base64').toString().split(':');
  return { client_id, client_secret };
}

function requireScope(method: Method, granted: readonly string[] | undefined): void {
  if (granted === undefined || method.scopes.length === 0) return;
  if (method.scopes.some((scope) => granted.includes(scope))) return;
  throw new SlackError('missing_scope', [], { needed: method.scopes.join(','), provided: granted.join(',') });
}

const secrets = new Set(['token', 'client_secret', 'code', 'refresh_token']);

function withoutToken(args: RawArguments): RawArguments {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !secrets.has(name)));
}
