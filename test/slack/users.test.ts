import { LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createUsers, type Users } from '../../src/slack/users.ts';
import { ada, boss, botToken, recordLog, startWorkspace } from './workspace.ts';

const unknown = { zone: undefined, name: undefined, isAdmin: false };
const caller = { workspaceId: 'T0ACME', userId: ada };

let now: number;
let simulator: Simulator;
let client: WebClient;
let users: Users;
let lines: ReturnType<typeof recordLog>['lines'];

beforeEach(async () => {
  now = 1_000;
  simulator = await startWorkspace();
  const recorded = recordLog();
  lines = recorded.lines;
  users = createUsers({ log: recorded.log, perf: { now: () => now } });
  client = new WebClient(botToken, {
    slackApiUrl: simulator.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
});
afterEach(() => simulator.close());

const asked = () =>
  simulator.calls.filter((call) => call.kind === 'api' && call.method === 'users.info').length;

describe('the profile of a caller', () => {
  it('is what Slack says: zone, name and whether they are an admin', async () => {
    expect(await users.profile(client, caller)).toMatchObject({ zone: 'Europe/London', isAdmin: false });
    expect(await users.profile(client, { ...caller, userId: boss })).toMatchObject({
      zone: 'America/New_York',
      isAdmin: true,
    });
  });

  it('of somebody whom Slack deactivated is that of no admin', async () => {
    simulator.changeUser(boss, { deleted: true });
    expect(await users.profile(client, { ...caller, userId: boss })).toMatchObject({
      isAdmin: false,
      isDeactivated: true,
    });
    expect(await users.profile(client, caller)).not.toHaveProperty('isDeactivated');
  });

  it('is asked once in ten minutes, also by two commands at the same moment', async () => {
    await Promise.all([users.profile(client, caller), users.profile(client, caller)]);
    now += 10 * 60_000 - 1;
    await users.profile(client, caller);
    expect(asked()).toBe(1);

    simulator.changeUser(ada, { tz: 'Asia/Tokyo' });
    now += 2;
    expect(await users.profile(client, caller)).toMatchObject({ zone: 'Asia/Tokyo' });
    expect(asked()).toBe(2);
  });

  it('is unknown while Slack fails, is logged once by code, and is asked again after half a minute', async () => {
    simulator.faults.api('users.info', { status: 500 }, 2);
    expect(await users.profile(client, caller)).toEqual(unknown);
    expect(await users.profile(client, caller)).toEqual(unknown);
    now += 31_000;
    expect(await users.profile(client, caller)).toEqual(unknown);
    now += 31_000;
    expect(await users.profile(client, caller)).toMatchObject({ zone: 'Europe/London' });
    expect(asked()).toBe(3);
    expect(lines).toMatchObject([{ err: { code: 'slack_webapi_http_error' } }]);
  });

  it('stays what it was when Slack fails after it expired', async () => {
    await users.profile(client, caller);
    simulator.faults.api('users.info', { error: 'internal_error' });
    now += 11 * 60_000;
    expect(await users.profile(client, caller)).toMatchObject({ zone: 'Europe/London' });
  });

  it('keeps nobody waiting for more than a second when Slack hangs', async () => {
    simulator.faults.api('users.info', { hang: true });
    const started = performance.now();
    expect(await users.profile(client, caller)).toEqual(unknown);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('leaves the whole workspace alone for as long as Slack asks', async () => {
    simulator.faults.api('users.info', { status: 429, retryAfter: 60 });
    expect(await users.profile(client, caller)).toEqual(unknown);
    now += 59_000;
    expect(await users.profile(client, { ...caller, userId: boss })).toEqual(unknown);
    expect(asked()).toBe(1);
    now += 32_000;
    expect(await users.profile(client, { ...caller, userId: boss })).toMatchObject({ isAdmin: true });
  });
});
