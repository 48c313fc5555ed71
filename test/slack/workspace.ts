import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { parse } from 'yaml';
import { type Clock, systemClock } from '../../src/clock.ts';
import type { Config, Transport } from '../../src/config.ts';
import { type Health, startHealth } from '../../src/health.ts';
import { createLog, type Log } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import {
  type ChannelSeed,
  type Simulator,
  startSimulator,
  type UserSeed,
} from '../../src/simulator/simulator.ts';
import type { Timing } from '../../src/slack/answer.ts';
import { createSlack, type Slack } from '../../src/slack/app.ts';
import { plainReply } from '../../src/slack/failure.ts';
import type { Handlers } from '../../src/slack/request.ts';

export const botToken = 'xoxb-1-acme';
export const appToken = 'xapp-1-acme';
export const signingSecret = '0123456789abcdef0123456789abcdef';
export const general = 'C0GENERAL';
/** An ordinary member and an admin of T0ACME; T0OTHER is a workspace the bot is not set up for. */
export const ada = 'U0ADA';
export const boss = 'U0BOSS';
export const stranger = 'U0STRANGER';

const manifest: unknown = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));

export function startWorkspace(
  options: { clock?: Clock; users?: readonly UserSeed[]; channels?: readonly ChannelSeed[] } = {},
): Promise<Simulator> {
  return startSimulator({
    manifest,
    appToken,
    signingSecret,
    clock: options.clock ?? systemClock,
    workspaces: [
      {
        id: 'T0ACME',
        name: 'Acme',
        domain: 'acme',
        botToken,
        users: [
          { id: ada, name: 'ada', realName: 'Ada Lovelace', tz: 'Europe/London' },
          { id: boss, name: 'boss', realName: 'The Boss', tz: 'America/New_York', isAdmin: true },
          ...(options.users ?? []),
        ],
        channels: [{ id: general, name: 'general', members: [ada, boss] }, ...(options.channels ?? [])],
      },
      {
        id: 'T0OTHER',
        name: 'Other',
        domain: 'other',
        botToken: 'xoxb-2-other',
        users: [{ id: stranger, name: 'stranger', realName: 'A Stranger', tz: 'UTC' }],
        channels: [{ id: 'C0OTHER', name: 'other', members: [stranger] }],
      },
    ],
  });
}

/** Handlers of which a test writes only those it is about; the others fail it. */
export function handlers(some: Partial<Handlers>): Handlers {
  const unexpected = (name: string) => async () => {
    throw new Error(`${name} was not expected`);
  };
  return {
    command: unexpected('command'),
    press: unexpected('press'),
    submit: unexpected('submit'),
    shortcut: unexpected('shortcut'),
    homeOpened: unexpected('homeOpened'),
    settle: unexpected('settle'),
    ...some,
  };
}

/** A reply with one button. */
export function replyWithButton(text: string, value: string) {
  const { blocks } = plainReply(text);
  return {
    text,
    blocks: [
      ...blocks,
      {
        type: 'actions' as const,
        elements: [
          {
            type: 'button' as const,
            action_id: 'log_anyway',
            text: { type: 'plain_text' as const, text: 'Log Anyway' },
            value,
          },
        ],
      },
    ],
  };
}

type Line = Readonly<Record<string, unknown>>;
export type LogLines = {
  readonly log: Log;
  readonly lines: readonly Line[];
  /** The first line that has this text, now or later. */
  line(msg: string): Promise<Line>;
};

export function recordLog(): LogLines {
  const lines: Line[] = [];
  const written = new EventEmitter();
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      written.emit('line');
      done();
    },
  });
  return {
    log: createLog({ level: 'info' }, stream),
    lines,
    async line(msg) {
      for (;;) {
        const found = lines.find((line) => line.msg === msg);
        if (found !== undefined) return found;
        await once(written, 'line');
      }
    },
  };
}

export const transports: readonly Transport[] = [
  { kind: 'socket', appToken },
  { kind: 'http', signingSecret },
];

export function slackConfig(simulator: Simulator, transport: Transport): Config['slack'] {
  return { botToken, apiUrl: simulator.apiUrl, transport };
}

export type RunningSlack = LogLines & {
  readonly slack: Slack;
  readonly url: string;
  stop(): Promise<void>;
};

/** The real Bolt, connected to the simulator, without a database. */
export async function runSlack(
  simulator: Simulator,
  given: Partial<Handlers>,
  options: { transport: Transport; timing?: Partial<Timing> },
): Promise<RunningSlack> {
  const recorded = recordLog();
  const slack = createSlack({
    config: slackConfig(simulator, options.transport),
    handlers: handlers(given),
    clock: systemClock,
    log: recorded.log,
    metrics: createMetrics(),
    ...(options.timing && { timing: options.timing }),
  });
  const health: Health = await startHealth({
    port: 0,
    host: '127.0.0.1',
    problem: async () => slack.problem(),
    others: () => slack.listener,
  });
  await slack.open(new AbortController().signal);
  if (options.transport.kind === 'http') simulator.pushTo(`${health.url}/slack/events`);
  else await simulator.connected();
  return {
    ...recorded,
    slack,
    url: health.url,
    async stop() {
      await slack.drain(5_000);
      await slack.close();
      await health.close();
    },
  };
}

/** A promise that a test settles itself. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}
