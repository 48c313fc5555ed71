import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { appToken, botToken } from '../slack/workspace.ts';

export type BotProcess = {
  /** As it stands in what it sends to Slack. */
  readonly name: string;
  /** Resolves when it works; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Tells it the time, at which it does what is due. */
  tell(now: number): void;
  readonly hasEnded: () => boolean;
  /** Ends it with SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
};

export type BotOptions = {
  readonly apiUrl: string;
  readonly databaseUrl: string;
  readonly paceMs: number;
  readonly now: number;
};

const script = fileURLToPath(new URL('bot.ts', import.meta.url));
let started = 0;

/** Starts a process with a whole bot in it. */
export function startBotProcess({ apiUrl, databaseUrl, paceMs, now }: BotOptions): BotProcess {
  started += 1;
  const name = String(started);
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: {
      PATH: process.env.PATH,
      BOT_NAME: name,
      BOT_TOKEN: botToken,
      APP_TOKEN: appToken,
      API_URL: apiUrl,
      DATABASE_URL: databaseUrl,
      PACE_MS: String(paceMs),
      NOW: String(now),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ready = untilReady(child, name);
  ready.catch(() => {}); // one that is killed while it starts is nobody's loss
  return {
    name,
    ready,
    tell: (time) => void (child.connected && child.send({ now: time })),
    hasEnded,
    async kill() {
      if (hasEnded()) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function untilReady(child: ChildProcess, name: string): Promise<void> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error(`bot ${name} ended while it started`)));
  await once(child, 'message', { signal: ended.signal });
}
