import type { RequestListener } from 'node:http';
import { App, type BlockAction, type Logger, type ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { boltLogger, type Log } from '../log.ts';
import type { Asked, Metrics } from '../metrics.ts';
import { createAnswers, type Timing } from './answer.ts';
import { createDeliver, type Deliver } from './deliver.ts';
import {
  formOf,
  pressOf,
  type Reach,
  reachCommand,
  reachForm,
  reachPress,
  reachShortcut,
  submissionKey,
} from './exchanges.ts';
import { plainReply } from './failure.ts';
import { unreadHome } from './home/unread.ts';
import { createHttp } from './http.ts';
import { type Identity, identify } from './identity.ts';
import { messageText } from './message-text.ts';
import { commandAsked, formAsked, pressAsked, shortcutAsked } from './names.ts';
import type { Answered, Caller, Context, Handlers } from './request.ts';
import { createSocket } from './socket.ts';
import { createSurfaces } from './surfaces.ts';
import type { SlackTransport } from './transport.ts';
import { createUsers } from './users.ts';

/** How long the database may take, counted from the arrival of the request. */
const DATABASE_MS = 2_500;
const SLACK_ANSWERS_WITHIN_MS = 5_000;
const RESPOND_WITHIN_MS = 10_000;

export type SlackOptions = {
  readonly config: Config['slack'];
  readonly handlers: Handlers;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timing?: Partial<Timing>;
};

export type Slack = Pick<SlackTransport, 'problem' | 'listener'> & {
  /** Verifies the token, then takes deliveries; resolves when they can arrive. */
  open(signal: AbortSignal): Promise<void>;
  /** Takes nothing new, and waits for what is in flight; gives how many are left after `timeoutMs`. */
  drain(timeoutMs: number): Promise<number>;
  close(): Promise<void>;
  /** What the bot says by itself, once it is open. */
  readonly deliver: Deliver;
};

export function createSlack({ config, handlers, clock, log, metrics, timing }: SlackOptions): Slack {
  const logger = boltLogger(log);
  const transport = createTransport(config, logger, log);
  const answers = createAnswers({ log, metrics, ...(timing && { timing }) });
  const users = createUsers({ log });
  const surfaces = createSurfaces({ log });
  let identity: Identity | undefined;
  let draining = false;

  const callOnce = {
    slackApiUrl: config.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  } as const;

  const app = new App({
    receiver: transport.receiver,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: {
      ...callOnce,
      timeout: SLACK_ANSWERS_WITHIN_MS,
      // Also what `respond` uses, which has no time-out of its own.
      fetch: (url, init) =>
        fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(RESPOND_WITHIN_MS) }),
    },
    // A workspace the token is not from gets no token.
    authorize: async ({ teamId }) =>
      identity !== undefined && teamId === identity.workspaceId
        ? { botToken: config.botToken, teamId, ...named(identity) }
        : {},
  });

  /** Everything about one delivery: who, when (the only reading of the clock), and how to do it and to settle it. */
  function doing(client: WebClient, caller: Caller, requestKey: string) {
    const at = (now: number, person: Context['person']): Context => ({
      ...caller,
      requestKey,
      now,
      deadline,
      person,
    });
    const now = clock.now();
    const deadline = performance.now() + DATABASE_MS;
    const person = users.profile(client, caller);
    const isOurs = caller.workspaceId === identity?.workspaceId;
    return {
      isOurs,
      run: async <T>(work: (ctx: Context) => Promise<T>) => work(at(now, await person)),
      settle: async () => handlers.settle(requestKey, at(clock.now(), await person)),
    };
  }

  type Delivered = {
    readonly client: WebClient;
    readonly caller: Caller;
    readonly key: string;
    readonly asked: Asked;
  };
  const answer = async (
    reach: Reach,
    { client, caller, key, asked }: Delivered,
    ask: (ctx: Context) => Promise<Answered>,
  ) => {
    if (draining) return;
    const { isOurs, run, settle } = doing(client, caller, key);
    const work = async () => (isOurs ? run(ask) : plainReply('Headroom is not set up for this workspace.'));
    await answers.answer({ ...reach, asked, workspaceId: caller.workspaceId, work, settle });
  };

  app.command('/invites', async (args) => {
    const { command, client } = args;
    const caller = { workspaceId: command.team_id, userId: command.user_id };
    const text = command.text ?? '';
    const at = { client, caller, key: command.trigger_id, asked: commandAsked(text) };
    await answer(reachCommand(args, surfaces), at, (ctx) => handlers.command(text, ctx));
  });

  app.action<BlockAction>({ type: 'block_actions' }, async (args) => {
    const { body, client } = args;
    const press = pressOf(args);
    const at = { client, caller: callerOf(body), key: body.trigger_id, asked: pressAsked(press.actionId) };
    await answer(reachPress(args, surfaces), at, (ctx) => handlers.press(press, ctx));
  });

  app.view<ViewSubmitAction>({ type: 'view_submission' }, async (args) => {
    const { body, view, client } = args;
    const asked = formAsked(view.callback_id);
    const at = { client, caller: callerOf(body), key: submissionKey(view), asked };
    await answer(reachForm(args, surfaces), at, (ctx) => handlers.submit(formOf(view), ctx));
  });

  app.shortcut({}, async (args) => {
    const { shortcut, client } = args;
    const message = shortcut.type === 'message_action' ? messageText(shortcut.message) : null;
    const bot = identity?.botUserId ?? null;
    const asked = shortcutAsked(shortcut.callback_id);
    const at = { client, caller: callerOf(shortcut), key: shortcut.trigger_id, asked };
    await answer(reachShortcut(args, surfaces), at, (ctx) =>
      handlers.shortcut({ callbackId: shortcut.callback_id, message, bot }, ctx),
    );
  });

  app.event('app_home_opened', async ({ event, body, client }) => {
    if (draining || event.tab !== 'home') return;
    const { isOurs, run } = doing(client, { workspaceId: body.team_id, userId: event.user }, body.event_id);
    if (!isOurs) return;
    const opened = run((ctx) => handlers.homeOpened(ctx)).catch(async (err) => {
      await client.views.publish({ user_id: event.user, view: unreadHome });
      throw err;
    });
    await answers.follow(opened, 'an opened Home was not noted');
  });

  const deliver = createDeliver({
    client: { ...callOnce, logger },
    tokenOf: async (workspaceId) => (workspaceId === identity?.workspaceId ? config.botToken : undefined),
    users,
  });
  const problem = () => (draining ? 'Stopping.' : transport.problem());
  return {
    ...(transport.listener && { listener: whenReady(transport.listener, problem) }),
    problem,
    async open(signal) {
      identity = await identify(app.client, { token: config.botToken, log, signal });
      await app.init();
      await transport.open(signal);
    },
    async drain(timeoutMs) {
      draining = true;
      return answers.drain(timeoutMs);
    },
    close: () => transport.close(),
    deliver,
  };
}

function createTransport({ transport, apiUrl }: Config['slack'], logger: Logger, log: Log): SlackTransport {
  return transport.kind === 'socket'
    ? createSocket({ appToken: transport.appToken, apiUrl, logger, log })
    : createHttp({ signingSecret: transport.signingSecret, logger, log });
}

/** An honest 503 before the bot is ready and while it stops: Slack then shows its own error at once. */
function whenReady(listener: RequestListener, problem: () => string | undefined): RequestListener {
  return (req, res) => (problem() === undefined ? listener(req, res) : void res.writeHead(503).end());
}

function named({ botId, botUserId }: Identity): { botId?: string; botUserId?: string } {
  return { ...(botId !== undefined && { botId }), ...(botUserId !== undefined && { botUserId }) };
}

function callerOf({
  team,
  user,
}: {
  readonly team: { readonly id: string } | null;
  readonly user: { readonly id: string; readonly team_id?: string };
}): Caller {
  return { workspaceId: team?.id ?? user.team_id ?? '', userId: user.id };
}
