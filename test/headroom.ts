import { vi } from 'vitest';
import { type Bot, startBot } from '../src/bot.ts';
import type { Transport } from '../src/config.ts';
import type { Ledger } from '../src/ledger/connect.ts';
import type { CommandResult, Message, Simulator, UserSeed } from '../src/simulator/simulator.ts';
import type { View } from '../src/simulator/views.ts';
import { createHandlers } from '../src/slack/handlers.ts';
import { createTestLedger } from './ledger/database.ts';
import { appToken, botToken, recordLog, startWorkspace } from './slack/workspace.ts';

export type Headroom = {
  readonly slack: Simulator;
  readonly ledger: Ledger;
  /** The bot that runs now. */
  bot: Bot;
  readonly logLines: readonly Readonly<Record<string, unknown>>[];
  /** The time of day, for Slack and the bot; a test moves it. */
  readonly clock: { time: number };
  /** Types a command as somebody and gives the text of the reply, which states what the blocks show. */
  says(user: string, line: string): Promise<string>;
  /** The topmost modal of somebody, once there is one that `is` it. */
  modal(user: string, is?: (view: View) => boolean): Promise<View>;
  /** How many rows a table of the ledger has. */
  count(table: string): Promise<number>;
  /** Stops the bot and starts another on the same database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** The whole bot on a database of its own, beside the simulated workspace T0ACME. The clock stands still. */
export async function startHeadroom(
  options: {
    readonly at?: string;
    readonly transport?: Transport;
    /** Puts something between the bot and its database. */
    readonly route?: (url: string) => Promise<string>;
    /** Between two messages that the bot says by itself in a channel. */
    readonly paceMs?: number;
    /** False: it looks for what is due at its start and every minute, too. */
    readonly ticksByHand?: boolean;
    /** Further members of the workspace. */
    readonly users?: readonly UserSeed[];
  } = {},
): Promise<Headroom> {
  const clock = { time: Date.parse(options.at ?? '2026-11-24T09:00:00Z') };
  const now = () => clock.time;
  const database = await createTestLedger();
  const slack = await startWorkspace({ clock: { now }, ...(options.users && { users: options.users }) });
  const recorded = recordLog();
  const transport = options.transport ?? { kind: 'socket', appToken };
  const databaseUrl = options.route ? await options.route(database.url) : database.url;
  const start = async () => {
    const bot = await startBot({
      config: {
        slack: { botToken, apiUrl: slack.apiUrl, transport },
        databaseUrl,
        hashKey: 'a key of tests',
        dataDir: undefined,
        port: 0,
        host: '127.0.0.1',
        logLevel: 'info',
      },
      clock: { now },
      log: recorded.log,
      createHandlers,
      paceMs: options.paceMs ?? 20,
      takeOverAfterMs: 1_000,
      ticksByHand: options.ticksByHand ?? true,
    });
    if (transport.kind === 'http') slack.pushTo(`${bot.url}/slack/events`);
    else await slack.connected();
    return bot;
  };
  const headroom: Headroom = {
    slack,
    ledger: database.ledger,
    bot: await start(),
    logLines: recorded.lines,
    clock,
    says: async (user, line) => messageOf(await slack.as(user).command(line)).text,
    modal: (user, is = () => true) =>
      vi.waitFor(
        () => {
          const view = slack.as(user).views().at(-1);
          if (view === undefined || !is(view))
            throw new Error(`no such modal: ${JSON.stringify(view?.blocks)}`);
          return view;
        },
        { interval: 5, timeout: 5_000 },
      ),
    count: async (table) => {
      const [row] = await database.ledger.sql<{ n: number }[]>`
        select count(*)::int as n from ${database.ledger.sql(table)}`;
      return row?.n ?? 0;
    },
    async restart() {
      await headroom.bot.stop();
      headroom.bot = await start();
    },
    async stop() {
      await headroom.bot.stop();
      await slack.close();
      await database.drop();
    },
  };
  return headroom;
}

/** What the acknowledgement of a command carried; fails when Slack would have shown its own error. */
export function messageOf(result: CommandResult): Message {
  if (!result.message) throw new Error(`no reply came: ${result.error ?? 'acknowledged without one'}`);
  return result.message;
}
