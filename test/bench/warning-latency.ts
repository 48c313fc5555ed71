import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { startBot } from '../../src/bot.ts';
import { systemClock } from '../../src/clock.ts';
import { connectLedger } from '../../src/ledger/connect.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { createLog } from '../../src/log.ts';
import { teamSettings, teamSubject, workspaceSettings } from '../../src/services/settings.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import { withDatabase } from './database.ts';

const workspaceId = 'T0BENCH';
/** So many that a channel has been silent for longer than the pace of its messages when its turn comes again. */
const teams = 50;
const root = fileURLToPath(new URL('../..', import.meta.url));
const member = (n: number) => `U0BENCH${n}`;
const channel = (n: number) => `C0BENCH${n % teams}`;

/**
 * From a command that lifts a meter to its warning in the team's channel, one after the other with an empty outbox: from
 * the reply, which comes after the commit, and from typing it, which is long before.
 */
export async function benchWarnings({ warnings }: { readonly warnings: number }): Promise<void> {
  await withDatabase(async (url) => {
    const slack = await startSlack(warnings);
    const bot = await startBot({
      config: {
        slack: {
          botToken: 'xoxb-bench',
          apiUrl: slack.apiUrl,
          transport: { kind: 'socket', appToken: 'xapp-bench' },
        },
        databaseUrl: url,
        hashKey: 'bench',
        dataDir: undefined,
        port: 0,
        host: '127.0.0.1',
        logLevel: 'info',
      },
      clock: systemClock,
      log: createLog({ level: 'error' }, process.stderr),
      createHandlers,
    });
    try {
      await slack.connected();
      await addTeams(url, warnings);
      const measured = [];
      for (let n = 0; n < warnings; n += 1) measured.push(await warnOnce(slack, n));
      report(measured.slice(Math.min(20, warnings / 5)));
    } finally {
      await bot.stop();
      await slack.close();
    }
  });
}

type Measured = { readonly sinceReply: number; readonly sinceTyped: number };

async function warnOnce(slack: Simulator, n: number): Promise<Measured> {
  const before = slack.channel(channel(n)).messages().length;
  const typedAt = performance.now();
  let warnedAt = 0;
  const warned = slack
    .waitFor(
      () =>
        slack
          .channel(channel(n))
          .messages()
          .some(({ text }, at) => at >= before && text.includes(member(n))),
      10_000,
    )
    .then(() => {
      warnedAt = performance.now();
    });
  const { message } = await slack.as(member(n)).command('/invites page 4', { channel: channel(n) });
  const repliedAt = performance.now();
  if (!message?.text.includes('Warning')) throw new Error(`an unexpected reply: ${message?.text}`);
  await warned;
  return { sinceReply: Math.max(0, warnedAt - repliedAt), sinceTyped: warnedAt - typedAt };
}

function report(measured: readonly Measured[]): void {
  const share = (values: number[], of: number) =>
    Number((values.toSorted((a, b) => a - b)[Math.floor(values.length * of)] ?? 0).toFixed(1));
  const row = (name: string, values: number[]) => ({
    [`${measured.length} warnings, an empty outbox`]: name,
    'p50 ms': share(values, 0.5),
    'p99 ms': share(values, 0.99),
    'most ms': Number(Math.max(...values).toFixed(1)),
  });
  console.table([
    row(
      'from the reply to the warning',
      measured.map(({ sinceReply }) => sinceReply),
    ),
    row(
      'from the command to the warning',
      measured.map(({ sinceTyped }) => sinceTyped),
    ),
  ]);
}

function startSlack(members: number): Promise<Simulator> {
  const ids = Array.from({ length: members }, (_, n) => member(n));
  return startSimulator({
    manifest: parse(readFileSync(join(root, 'manifest.yml'), 'utf8')),
    workspaces: [
      {
        id: workspaceId,
        name: 'Bench',
        domain: 'bench',
        botToken: 'xoxb-bench',
        users: ids.map((id) => ({ id, name: id.toLowerCase(), realName: id, tz: 'Europe/Berlin' })),
        channels: Array.from({ length: teams }, (_, n) => ({
          id: channel(n),
          name: `team-${n}`,
          members: ids,
        })),
      },
    ],
    appToken: 'xapp-bench',
    signingSecret: 'bench',
    clock: systemClock,
  });
}

async function addTeams(url: string, members: number): Promise<void> {
  const ledger = connectLedger({ hashKey: 'bench', url });
  const shared = { workspaceId, version: 1, changedAt: 0, changedBy: member(0) };
  await ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    const document = workspaceSettings.parse({ managers: [member(0)] });
    await addSettings(tx, { ...shared, subject: 'workspace', document });
    for (let n = 0; n < teams; n += 1) {
      const team = teamSettings.parse({ name: `Team ${n}`, zone: 'Europe/Berlin', channel: channel(n) });
      await addSettings(tx, { ...shared, subject: teamSubject(n + 1), document: team });
    }
  });
  await ledger.sql`
    insert into teammates (workspace_id, user_id, team)
    select ${workspaceId}, ${'U0BENCH'} || n, n % ${teams} + 1 from generate_series(0, ${members - 1}::int) n`;
  await ledger.sql`vacuum analyze`;
  await ledger.close();
}
