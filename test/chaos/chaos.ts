import { expect, vi } from 'vitest';
import type { Ledger } from '../../src/ledger/connect.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { teamSettings, teamSubject } from '../../src/services/settings.ts';
import type { RandomFault } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { workspaceId } from '../slack/settings/settings.ts';
import { ada, boss, startWorkspace } from '../slack/workspace.ts';
import { type BotProcess, startBotProcess } from './bots.ts';

/** A message that Slack took: from whom, and whether its answer was lost. */
type Post = {
  readonly channel: string;
  readonly ts: string;
  readonly bot: string;
  readonly lost: boolean;
};

export type Chaos = {
  readonly slack: Simulator;
  /** The bots that run now. */
  readonly bots: readonly BotProcess[];
  /** Makes a digest due in every channel, and tells the bots. */
  fallDue(): void;
  /** Resolves with the bot of the n-th message at the moment when Slack takes it. */
  atPost(n: number): Promise<BotProcess>;
  /** Kills a bot, and starts another. */
  replace(bot: BotProcess): Promise<void>;
  /** Resolves when nothing is left to be said. The last tenth has no more trouble: it would wait ever longer between attempts. */
  allSaid(): Promise<void>;
  /** What Slack took, channel by channel, against what the database says. */
  account(): Promise<Account>;
  stop(): Promise<void>;
};

export type Account = {
  /** Channels without their message, or whose message is not marked as said. */
  readonly missing: readonly string[];
  /** Messages that came again although their bot heard that Slack took them, and had the time to write it down. */
  readonly repeats: readonly Post[];
  /** Messages that came again, for a reason. */
  readonly excused: readonly Post[];
  readonly lost: number;
};

const before = Date.parse('2026-11-24T08:59:00Z');
const nine = Date.parse('2026-11-24T09:00:00Z');
/** A good third of the calls; a few are done all the same. */
const trouble: readonly RandomFault[] = [
  { share: 0.1, fault: { status: 429, retryAfter: 1 } },
  { share: 0.1, fault: { status: 500 } },
  { share: 0.1, fault: { drop: true } },
  { share: 0.03, fault: { lose: true } },
];
const patienceMs = 120_000;

/** Three bots on one database, and a team in each of many channels, before a digest of all is due. */
export async function startChaos(options: {
  readonly ledger: Ledger;
  readonly databaseUrl: string;
  readonly seed: number;
  readonly channels: number;
  readonly bots?: number;
  readonly faults?: readonly RandomFault[];
  readonly paceMs: number;
}): Promise<Chaos> {
  const { ledger, databaseUrl, seed, paceMs } = options;
  let now = before;
  const ids = Array.from({ length: options.channels }, (_, n) => `C0TEAM${n + 1}`);
  const slack = await startWorkspace({
    clock: { now: () => now },
    channels: ids.map((id) => ({ id, name: id.toLowerCase(), members: [ada] })),
  });
  slack.faults.random('chat.postMessage', seed, options.faults ?? trouble);
  const start = () => startBotProcess({ apiUrl: slack.apiUrl, databaseUrl, paceMs, now });
  let bots = Array.from({ length: options.bots ?? 3 }, start);
  const started = [...bots];
  /** What was marked as said when a bot was killed, by its name. */
  const marksAtDeath = new Map<string, ReadonlySet<string>>();
  const stop = async () => {
    await Promise.all(started.map((bot) => bot.kill()));
    await slack.close();
  };

  const posts = () =>
    slack.calls.flatMap((call) =>
      call.kind === 'api' && call.method === 'chat.postMessage' && call.status === 200 && !call.error
        ? [{ channel: String(call.args.channel), bot: botOf(call.agent), lost: call.lost ?? false }]
        : [],
    );

  async function marks(): Promise<Map<string, string>> {
    const rows = await ledger.sql<{ channel: string; ts: string }[]>`
      select channel, ts from deliveries where state = 'sent'`;
    return new Map(rows.map(({ channel, ts }) => [channel, ts]));
  }

  /** The n-th call that was taken in a channel is its n-th message. */
  function postsOf(channel: string): readonly Post[] {
    const said = slack.channel(channel).messages();
    const ofChannel = posts().filter((post) => post.channel === channel);
    expect(said).toHaveLength(ofChannel.length);
    return said.flatMap(({ ts }, n) => {
      const post = ofChannel[n];
      return post ? [{ ...post, ts }] : [];
    });
  }

  const atPost = (n: number) =>
    slack.waitFor(() => {
      const taken = posts();
      return taken.length >= n && bots.find(({ name }) => name === taken.at(-1)?.bot);
    }, patienceMs);

  const isExcused = ({ lost, bot, ts }: Post) => lost || marksAtDeath.get(bot)?.has(ts) === false;

  try {
    await saveTeams(ledger, ids);
    await Promise.all(bots.map(({ ready }) => ready));
    for (const bot of bots) bot.tell(now);
    await eventually(async () => expect(await count(ledger, 'digest_schedules')).toBe(ids.length));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    slack,
    get bots() {
      return bots;
    },
    fallDue() {
      now = nine;
      for (const bot of bots) bot.tell(now);
    },
    atPost,
    async replace(bot) {
      await bot.kill();
      marksAtDeath.set(bot.name, new Set((await marks()).values()));
      const next = start();
      started.push(next);
      bots = bots.map((one) => (one === bot ? next : one));
    },
    async allSaid() {
      await atPost(ids.length * 0.9);
      slack.faults.random('chat.postMessage', seed, []);
      await eventually(async () => {
        const [row] = await ledger.sql<{ said: number }[]>`
          select count(*) filter (where state = 'sent')::int as said from deliveries`;
        expect(row?.said).toBe(ids.length);
      });
    },
    async account() {
      const marked = await marks();
      const all = ids.map(postsOf);
      const again = all.flatMap((ofChannel) => ofChannel.slice(0, -1));
      return {
        missing: ids.filter((id, n) => {
          const last = all[n]?.at(-1);
          return last === undefined || marked.get(id) !== last.ts;
        }),
        repeats: again.filter((post) => !isExcused(post)),
        excused: again.filter(isExcused),
        lost: posts().filter(({ lost }) => lost).length,
      };
    },
    stop,
  };
}

function botOf(agent = ''): string {
  return /\bbot\/(\d+)/.exec(agent)?.[1] ?? agent;
}

/** All at once: one by one they would take longer than the rest. */
async function saveTeams(ledger: Ledger, channels: readonly string[]): Promise<void> {
  const saved = { workspaceId, version: 1, changedAt: 0, changedBy: boss };
  await ledger.transact({ deadlineMs: patienceMs }, async (tx) => {
    for (const [n, channel] of channels.entries()) {
      const document = teamSettings.parse({
        name: `Team ${n + 1}`,
        zone: 'Europe/London',
        channel,
        digestAt: '09:00',
        quietDays: 'line',
      });
      await addSettings(tx, { ...saved, subject: teamSubject(n + 1), document });
    }
  });
}

async function count(ledger: Ledger, table: string): Promise<number> {
  const [row] = await ledger.sql<{ n: number }[]>`select count(*)::int as n from ${ledger.sql(table)}`;
  return row?.n ?? 0;
}

function eventually(look: () => Promise<void>): Promise<void> {
  return vi.waitFor(look, { interval: 50, timeout: patienceMs });
}
