import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DatabaseUnavailableError, InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { lastRecordedAt } from '../ledger/last-recorded-at.ts';
import { read } from '../ledger/transact.ts';
import type { Log } from '../log.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { MovableClock } from './clock.ts';
import { guide } from './guide.ts';
import { keepTicks } from './ticks.ts';
import { demoWorkspace, demoWorkspaceId } from './workspace.ts';

const manifest = new URL('../../manifest.yml', import.meta.url);

export type DemoTokens = { readonly bot: string; readonly app: string };

export type DemoSlack = {
  readonly host: string;
  readonly port: number;
  readonly tokens: DemoTokens;
  readonly clock: MovableClock;
  readonly zone: string;
  readonly dataDir: string;
  readonly log: Log;
  /** Undefined while the database starts. */
  readonly ledger: () => Ledger | undefined;
  readonly say: (line: string) => void;
};

export function demoTokens(): DemoTokens {
  return { bot: secret('xoxb-demo-'), app: secret('xapp-demo-') };
}

/** The simulated workspace of the demo. Its page stays where it was last time, unless something else is there now. */
export async function startSlack({ port, say, ...demo }: DemoSlack): Promise<Simulator> {
  const { clock, ledger } = demo;
  const options = {
    manifest: parse(readFileSync(manifest, 'utf8')),
    workspaces: [demoWorkspace(demo.tokens.bot, demo.zone)],
    appToken: demo.tokens.app,
    signingSecret: secret(''),
    clock,
    guide,
    ticks: keepTicks(join(demo.dataDir, 'guide.json'), demo.log),
    jumps: [
      { id: 'day', name: '+1 day', jump: () => clock.forward('day') },
      { id: 'month', name: '+1 month', jump: () => clock.forward('month') },
      { id: 'now', name: 'Back to now', jump: () => backToNow(clock, ledger()) },
    ],
    host: demo.host,
    page: true,
  };
  try {
    return await startSimulator({ ...options, port });
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'EADDRINUSE')) throw err;
    say(`Port ${port} is taken: the page is at another one.`);
    return startSimulator({ ...options, port: 0 });
  }
}

async function backToNow(clock: MovableClock, ledger: Ledger | undefined): Promise<number> {
  if (ledger === undefined) throw new InputError('The database is still starting. Try again in a moment.');
  const asked = read(ledger, { deadlineMs: 2_500 }, (db) => lastRecordedAt(db, demoWorkspaceId));
  const last = await asked.catch((cause) => {
    if (!(cause instanceof DatabaseUnavailableError)) throw cause;
    throw new InputError('The database does not answer. Try again in a moment.', { cause });
  });
  return clock.backToNow(last);
}

function secret(prefix: string): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}
