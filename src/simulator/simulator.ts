import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import { AppError, InputError } from '../errors.ts';
import { buildPage } from './build-page.ts';
import { ackTimeoutMs, createDeliver, type Payload, type Transport } from './delivery.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFileRoutes } from './file-routes.ts';
import { createGuide, type GuideStep, type Ticks } from './guide.ts';
import type { Call } from './journal.ts';
import { limitBody } from './limit-body.ts';
import { readManifest } from './manifest.ts';
import type { Message } from './message.ts';
import { methodTable } from './methods.ts';
import { createOauthRoutes } from './oauth-routes.ts';
import { type ClockJump, createPageRoutes } from './page-routes.ts';
import { eventPayload } from './payloads.ts';
import { createPush, eventRetryDelaysMs } from './push.ts';
import { createResponseUrls } from './response-urls.ts';
import type { UserSeed, WorkspaceSeed } from './seed.ts';
import { createSession, type UserSession } from './session.ts';
import { createSocketMode } from './socket-mode.ts';
import { createWaitFor, type WaitFor } from './wait-for.ts';
import { createWebApi } from './web-api.ts';
import { createWorld, type OAuthClient } from './world.ts';

export type { ActResult, CommandOptions, CommandResult, PressOptions, PressResult } from './acts.ts';
export type { Fault, Faults } from './faults.ts';
export type { GuideStep, Ticks } from './guide.ts';
export type { Happened } from './happened.ts';
export type { Call } from './journal.ts';
export type { Button, Message } from './message.ts';
export type { ClockJump } from './page-routes.ts';
export type { ChannelSeed, UserSeed, WorkspaceSeed } from './seed.ts';
export type { UserSession } from './session.ts';
export type { SubmitResult } from './submit.ts';
export type { View } from './views.ts';

export type SimulatorOptions = {
  /** The parsed `manifest.yml` of the app. */
  readonly manifest: unknown;
  readonly workspaces: readonly WorkspaceSeed[];
  readonly appToken: string;
  readonly signingSecret: string;
  /** With them the app can be installed at `/oauth/v2/authorize`. */
  readonly oauth?: OAuthClient;
  readonly clock: Clock;
  readonly host?: string;
  readonly port?: number;
  /** Whether to build and serve the page. */
  readonly page?: boolean;
  /** Things to try, which the page lists and ticks. */
  readonly guide?: readonly GuideStep[];
  /** Keeps the guide's ticks; else they are forgotten when it closes. */
  readonly ticks?: Ticks;
  /** Ways to move the clock from the page; only who made the clock knows how. */
  readonly jumps?: readonly ClockJump[];
  /** How long Slack waits for an acknowledgement; 3 s. */
  readonly ackTimeoutMs?: number;
  /** Pauses before the retries of an event over HTTP. */
  readonly eventRetryDelaysMs?: readonly number[];
};

export type Simulator = {
  readonly url: string;
  /** The value of `SLACK_API_URL`, with the final slash. */
  readonly apiUrl: string;
  /** Signed requests to this URL instead of Socket Mode; `undefined` goes back. */
  readonly pushTo: (requestUrl: string | undefined) => void;
  /** Resolves when this many Socket Mode clients (one) are connected. */
  readonly connected: (connections?: number) => Promise<void>;
  /** How many Socket Mode clients are connected now. */
  readonly connections: () => number;
  /** A member at the keyboard: of the first workspace that has this user, unless one is named. */
  readonly as: (userId: string, workspaceId?: string) => UserSession;
  readonly channel: (id: string) => ChannelView;
  /** The app's own user in a workspace. */
  readonly botUserId: (workspaceId?: string) => string;
  readonly changeUser: (id: string, change: Partial<Omit<UserSeed, 'id'>>, workspaceId?: string) => void;
  /** Sends an event; resolves with whether the app acknowledged it. */
  readonly event: (event: Payload, workspaceId?: string) => Promise<boolean>;
  readonly calls: readonly Call[];
  readonly faults: Faults;
  readonly waitFor: WaitFor;
  readonly close: () => Promise<void>;
};

/** A channel from outside: what stands in it, and what can happen to it. */
export type ChannelView = {
  readonly messages: () => Message[];
  readonly change: (change: {
    isArchived?: boolean;
    botIsMember?: boolean;
    members?: readonly string[];
  }) => void;
};

/** Starts Slack's side, on a free port unless one is given. `close()` ends its connections and stops it. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const timeoutMs = options.ackTimeoutMs ?? ackTimeoutMs;
  const { faults, plan, pending } = createFaults(() => sockets);
  const world = createWorld({
    clock: options.clock,
    manifest: readManifest(options.manifest),
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    oauth: options.oauth,
    workspaces: options.workspaces,
    faultPlan: plan,
    url: () => url,
    closing: closing.signal,
  });
  const sockets = createSocketMode(world, () => url, timeoutMs);
  const responseUrls = createResponseUrls(world);
  const methods = methodTable(sockets.link, (event, workspaceId) => void sendEvent(event, workspaceId));
  const app = new Hono();
  app.use(limitBody());
  app.route('/', createWebApi(world, methods));
  app.route('/', createFileRoutes(world));
  app.route('/', createOauthRoutes(world));
  app.route('/', responseUrls.routes);

  let transport: Transport = sockets.transport;
  const deliver = createDeliver(world, () => transport, timeoutMs);
  const waitFor = createWaitFor(world);
  const sendEvent = async (event: Payload, workspaceId?: string): Promise<boolean> => {
    const payload = eventPayload(world, world.workspace(workspaceId), event, world.nextId('Ev'));
    return (await deliver('events_api', payload, false)).acknowledged;
  };
  const session = {
    world,
    deliver,
    waitFor,
    sendEvent,
    issueResponseUrl: (one: Parameters<typeof responseUrls.issue>[0]) => url + responseUrls.issue(one),
  };

  const homeOf = (userId: string) => world.workspaces().find((one) => one.user(userId) !== undefined)?.id;
  const sessionOf = (userId: string, workspaceId = homeOf(userId)) =>
    createSession(session, world.workspace(workspaceId), userId);
  const connected = () => transport.via === 'http' || sockets.connections() > 0;
  const page = {
    world,
    sessionOf,
    connected,
    faults,
    pendingFaults: pending,
    guide: createGuide(world.journal, options.guide ?? [], options.ticks),
    jumps: options.jumps ?? [],
  };
  app.route('/', createPageRoutes(page, options.page === true ? await buildPage() : undefined));

  const { server, url } = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
  server.on('upgrade', sockets.upgrade);

  const workspaceOf = (channel: string) => {
    const found = world.workspaces().find((workspace) => workspace.channel(channel) !== undefined);
    if (found === undefined) throw new InputError(`There is no channel ${channel}.`);
    return found;
  };
  return {
    url,
    apiUrl: `${url}/api/`,
    pushTo: (requestUrl) => {
      const retries = options.eventRetryDelaysMs ?? eventRetryDelaysMs;
      transport =
        requestUrl === undefined
          ? sockets.transport
          : createPush(world, requestUrl, { timeoutMs, eventRetryDelaysMs: retries });
    },
    connected: async (connections = 1) => {
      await waitFor(() => sockets.connections() >= connections);
    },
    connections: sockets.connections,
    as: sessionOf,
    channel: (id) => ({
      messages: () => workspaceOf(id).messages(id),
      change: (change) => workspaceOf(id).changeChannel(id, change),
    }),
    botUserId: (workspaceId) => world.workspace(workspaceId).botUserId,
    changeUser: (id, change, workspaceId = homeOf(id)) => world.workspace(workspaceId).changeUser(id, change),
    event: sendEvent,
    calls: world.journal.calls,
    faults,
    waitFor,
    close: async () => {
      closing.abort();
      await sockets.close();
      await closeServer(server);
    },
  };
}

async function listen(app: Hono, hostname: string, port: number): Promise<{ server: Server; url: string }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, (info) => {
      resolve({ server: server as Server, url: `http://${hostname}:${info.port}` });
    });
    server.once('error', reject);
  });
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) =>
      error === undefined
        ? resolve()
        : reject(new AppError('close', 'The simulator did not close.', { cause: error })),
    );
    server.closeAllConnections();
  });
}
