import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DatabaseUnavailableError, InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { forgetLater } from '../ledger/forget-later.ts';
import { lastRecordedAt } from '../ledger/last-recorded-at.ts';
import { read, transact } from '../ledger/transact.ts';
import type { Log } from '../log.ts';
import { readNextDigest } from '../services/plan-digests.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import type { MovableClock } from './clock.ts';
import { guide, nextDigestName } from './guide.ts';
import { keepTicks } from './ticks.ts';
import { demoWorkspace, demoWorkspaceId } from './workspace.ts';

const withinMs = 2_500;
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
  /** Lets the bot do what is due. */
  readonly tick: () => Promise<void>;
  readonly say: (line: string) => void;
};

export function demoTokens(): DemoTokens {
  return { bot: secret('xoxb-demo-'), app: secret('xapp-demo-') };
}

/** The simulated workspace of the demo. Its page stays where it was last time, unless something else is there now. */
export async function startSlack({ port, say, ...demo }: DemoSlack): Promise<Simulator> {
  const { clock, ledger, tick: moved } = demo;
  const movedBack = async () => {
    await ask(ledger(), (its) =>
      transact(its, { deadlineMs: withinMs }, (tx) => forgetLater(tx, demoWorkspaceId, clock.now())),
    );
    await moved();
  };
  const options = {
    manifest: parse(readFileSync(manifest, 'utf8')),
    workspaces: [demoWorkspace(demo.tokens.bot, demo.zone)],
    appToken: demo.tokens.app,
    signingSecret: secret(''),
    clock,
    guide,
    ticks: keepTicks(join(demo.dataDir, 'guide.json'), demo.log),
    jumps: [
      { id: 'digest', name: nextDigestName, jump: () => toNextDigest(clock, ledger()), moved },
      { id: 'day', name: '+1 day', jump: () => clock.forward('day'), moved },
      { id: 'month', name: '+1 month', jump: () => clock.forward('month'), moved },
      { id: 'now', name: 'Back to now', jump: () => backToNow(clock, ledger()), moved: movedBack },
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

async function toNextDigest(clock: MovableClock, ledger: Ledger | undefined): Promise<number> {
  const next = await ask(ledger, (its) => readNextDigest(its, { workspaceId: demoWorkspaceId, withinMs }));
  if (next) return clock.forwardTo(next.dueAt);
  throw new InputError(
    'No team has a channel for a digest yet. As Alex, in Home: press Set Up Headroom, or Change Team Settings if that is done, and choose a channel.',
  );
}

async function backToNow(clock: MovableClock, ledger: Ledger | undefined): Promise<number> {
  return clock.backToNow(
    await ask(ledger, (its) =>
      read(its, { deadlineMs: withinMs }, (db) => lastRecordedAt(db, demoWorkspaceId)),
    ),
  );
}

async function ask<T>(ledger: Ledger | undefined, question: (ledger: Ledger) => Promise<T>): Promise<T> {
  if (ledger === undefined) throw new InputError('The database is still starting. Try again in a moment.');
  return question(ledger).catch((cause: unknown) => {
    if (!(cause instanceof DatabaseUnavailableError)) throw cause;
    throw new InputError('The database does not answer. Try again in a moment.', { cause });
  });
}

function secret(prefix: string): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}
