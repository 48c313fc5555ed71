import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandResult, Simulator } from '../src/simulator/simulator.ts';
import { messageOf } from './headroom.ts';
import { createTestLedger, type TestLedger } from './ledger/database.ts';
import { place, saveTeam, saveWorkspace } from './slack/settings/settings.ts';
import { ada, appToken, boss, botToken, general, startWorkspace } from './slack/workspace.ts';

let database: TestLedger;
let slack: Simulator;
let bots: readonly ChildProcess[] = [];

/** Two processes of `npm start` on one database, each with a socket of its own; Slack gives a command to either. */
beforeAll(async () => {
  database = await createTestLedger();
  slack = await startWorkspace();
  bots = [startBot(), startBot()];
  await slack.waitFor(() => slack.connections() === 2, 50_000);
  // The first command of a process also loads code and opens connections.
  await typeAll(Array.from({ length: 8 }, () => '/invites quota'));
}, 60_000);
afterAll(async () => {
  for (const bot of bots) {
    bot.kill('SIGTERM');
    if (bot.exitCode === null) await once(bot, 'exit');
  }
  await slack.close();
  await database.drop();
}, 60_000);

function startBot(): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: database.url,
      HASH_KEY: 'of tests',
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: 'ignore',
  });
}

const typeAll = async (lines: readonly string[], user = ada) =>
  Promise.all((await Promise.all(lines.map((line) => slack.as(user).command(line)))).map(answerOf));

/** On a busy machine an answer may come after the acknowledgement, which then says that it is still to come. */
async function answerOf(reply: CommandResult): Promise<string> {
  const { text } = messageOf(reply);
  return text.startsWith('Still working') ? (await reply.updated()).text : text;
}

it('share one account’s limits: of twenty PageInvites at once the four that fit are recorded', async () => {
  const texts = await typeAll(Array.from({ length: 20 }, () => '/invites page'));
  // On a busy machine one may be told that the database was late, and nothing recorded.
  const known = /^(Logged|Not logged|The database did not answer\. Nothing was recorded)/;
  expect(texts.filter((text) => !known.test(text))).toEqual([]);
  expect(texts.filter((text) => text.startsWith('Logged'))).toHaveLength(4);
});

it('warn once a level, however many logs reach it at the same moment', async () => {
  await saveWorkspace(database.ledger, { managers: [boss] });
  await saveTeam(database.ledger, 1, { name: 'Sales', channel: general });
  await place(database.ledger, 1, boss);
  const texts = await typeAll(
    Array.from({ length: 24 }, () => '/invites log 5'),
    boss,
  );
  expect(texts.filter((text) => text.includes('Warning: '))).toHaveLength(9);
  await slack.waitFor(() =>
    slack
      .channel(general)
      .messages()
      .some(({ ephemeral }) => !ephemeral),
  );
  const said = await database.ledger.sql<{ level: string }[]>`
    select payload #>> '{meter,level}' as level from deliveries where kind = 'limit_warning' and payload ->> 'owner' = ${boss}`;
  expect(said.map(({ level }) => level)).toEqual(['reached']);
}, 30_000);

it('count every log once, whichever of them was asked', async () => {
  await typeAll(Array.from({ length: 30 }, (_, n) => `/invites log @person-${n}`));
  const [quota] = await typeAll(['/invites quota']);
  expect(quota).toContain('30 of about 100 sent in 7 days');

  const [one] = bots;
  one?.kill('SIGTERM');
  await slack.waitFor(() => slack.connections() === 1);
  expect(await typeAll(['/invites quota'])).toEqual([quota]);
}, 30_000);
