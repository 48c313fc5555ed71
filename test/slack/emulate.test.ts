import { createHmac } from 'node:crypto';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Health, startHealth } from '../../src/health.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSlack, type Slack } from '../../src/slack/app.ts';
import { plainReply } from '../../src/slack/failure.ts';
import type { Context } from '../../src/slack/request.ts';
import { handlers, recordLog, signingSecret } from './workspace.ts';

const token = 'xoxb-emulated-token';
const refused = 'xoxb-refused-token';
const seen: Context[] = [];
let emulator: Emulator;
let slack: Slack;
let health: Health;
let team: string;
let member: string;

/** The bot's calls against a Slack that somebody else wrote: what our simulator got wrong would show here. */
beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      // It takes every token as its administrator's, but for one whose login does not exist.
      tokens: { [refused]: { login: 'nobody' } },
      slack: { users: [{ name: 'ada', real_name: 'Ada Lovelace' }] },
    },
  });
  const call = async (method: string, args: Record<string, string> = {}) => {
    const answer = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(args),
    });
    return answer.json();
  };
  team = (await call('auth.test')).team_id;
  const { members } = await call('users.list');
  member = members.find((user: { name: string }) => user.name === 'ada').id;

  slack = createSlack({
    config: { botToken: token, apiUrl: `${emulator.url}/api/`, transport: { kind: 'http', signingSecret } },
    handlers: handlers({
      command: async (_text, ctx) => {
        seen.push(ctx);
        return plainReply('here');
      },
    }),
    clock: systemClock,
    log: recordLog().log,
    metrics: createMetrics(),
  });
  health = await startHealth({
    port: 0,
    host: '127.0.0.1',
    problem: async () => undefined,
    others: () => slack.listener,
  });
  await slack.open(new AbortController().signal);
});
afterAll(async () => {
  await slack.drain(1_000);
  await slack.close();
  await health.close();
  await emulator.close();
});

async function command(user: string): Promise<unknown> {
  const body = new URLSearchParams({
    command: '/invites',
    text: 'quota',
    team_id: team,
    user_id: user,
    trigger_id: `${user}.1`,
  }).toString();
  const timestamp = String(Math.floor(systemClock.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(`${health.url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  });
  return answer.json();
}

it('is known by its token, and learns who asks', async () => {
  expect(await command(member)).toMatchObject({ text: 'here', response_type: 'ephemeral' });
  expect(seen.at(-1)).toMatchObject({ workspaceId: team, userId: member, person: { name: 'ada' } });
});

it('answers somebody whom Slack does not know, without a zone', async () => {
  expect(await command('U0NOBODY')).toMatchObject({ text: 'here' });
  expect(seen.at(-1)?.person).toEqual({ zone: undefined, name: undefined, isAdmin: false });
});

it('is refused with a token that Slack refuses', async () => {
  const stranger = createSlack({
    config: {
      botToken: refused,
      apiUrl: `${emulator.url}/api/`,
      transport: { kind: 'http', signingSecret },
    },
    handlers: handlers({}),
    clock: systemClock,
    log: recordLog().log,
    metrics: createMetrics(),
  });
  await expect(stranger.open(new AbortController().signal)).rejects.toThrow('Slack refused SLACK_BOT_TOKEN');
});
