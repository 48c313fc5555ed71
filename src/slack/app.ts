import type { RequestListener } from 'node:http';
import { App, type BlockAction, type Logger, type RespondArguments, type SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { boltLogger, type Log } from '../log.ts';
import { createAnswers, type Exchange, type Timing } from './answer.ts';
import { plainReply } from './failure.ts';
import { createHttp } from './http.ts';
import { type Identity, identify } from './identity.ts';
import type { Caller, Context, Handlers, Reply } from './request.ts';
import { createSocket } from './socket.ts';
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
  readonly timing?: Partial<Timing>;
};

export type Slack = Pick<SlackTransport, 'problem' | 'listener'> & {
  /** Verifies the token, then takes deliveries; resolves when they can arrive. */
  open(signal: AbortSignal): Promise<void>;
  /** Takes nothing new, and waits for what is in flight; gives how many are left after `timeoutMs`. */
  drain(timeoutMs: number): Promise<number>;
  close(): Promise<void>;
};

export function createSlack({ config, handlers, clock, log, timing }: SlackOptions): Slack {
  const logger = boltLogger(log);
  const transport = createTransport(config, logger, log);
  const answers = createAnswers({ log, ...(timing && { timing }) });
  const users = createUsers({ log });
  let identity: Identity | undefined;
  let draining = false;

  const app = new App({
    receiver: transport.receiver,
    deferInitialization: true,
    convoStore: false,
    logger,
    clientOptions: {
      slackApiUrl: config.apiUrl,
      timeout: SLACK_ANSWERS_WITHIN_MS,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
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
  function doing(
    client: WebClient,
    caller: Caller,
    requestKey: string,
    run: (ctx: Context) => Promise<Reply>,
  ) {
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
    return {
      work: async () => {
        if (caller.workspaceId !== identity?.workspaceId)
          return plainReply('Headroom is not set up for this workspace.');
        return run(at(now, await person));
      },
      settle: async () => handlers.settle(requestKey, at(clock.now(), await person)),
    } satisfies Pick<Exchange, 'work' | 'settle'>;
  }

  app.command('/invites', async ({ command, ack, respond, client }) => {
    if (draining) return;
    await answers.answer({
      kind: 'command',
      acknowledge: (reply) => ack(reply && ephemeral(reply)),
      say: async (reply, { replaceOriginal }) => void (await respond(ephemeral(reply, replaceOriginal))),
      ...doing(client, callerOfCommand(command), command.trigger_id, (ctx) =>
        handlers.command(command.text ?? '', ctx),
      ),
    });
  });

  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, action, ack, respond, client }) => {
    if (draining) return;
    const value = 'value' in action && typeof action.value === 'string' ? action.value : '';
    await answers.answer({
      kind: 'action',
      acknowledge: () => ack(),
      say: async (reply, { replaceOriginal }) => void (await respond(ephemeral(reply, replaceOriginal))),
      ...doing(client, callerOfAction(body), body.trigger_id, (ctx) =>
        handlers.action(action.action_id, value, ctx),
      ),
    });
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

function ephemeral({ text, blocks }: Reply, replaceOriginal?: boolean): RespondArguments {
  return {
    response_type: 'ephemeral',
    text,
    blocks,
    ...(replaceOriginal !== undefined && { replace_original: replaceOriginal }),
  };
}

function callerOfCommand({ team_id, user_id }: SlashCommand): Caller {
  return { workspaceId: team_id, userId: user_id };
}

function callerOfAction({ team, user }: BlockAction): Caller {
  return { workspaceId: team?.id ?? user.team_id ?? '', userId: user.id };
}
