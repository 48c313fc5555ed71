import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { InputError } from '../../src/errors.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { plainReply } from '../../src/slack/failure.ts';
import type { Context, Handlers } from '../../src/slack/request.ts';
import {
  ada,
  appToken,
  boss,
  deferred,
  type RunningSlack,
  replyWithButton,
  runSlack,
  signingSecret,
  startWorkspace,
  stranger,
  transports,
} from './workspace.ts';

let simulator: Simulator;
let running: RunningSlack | undefined;

beforeEach(async () => {
  simulator = await startWorkspace();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await simulator.close();
});

describe.each(transports)('over $kind', (transport) => {
  const start = async (given: Partial<Handlers>, timing = {}) => {
    running = await runSlack(simulator, given, { transport, timing });
    return running;
  };

  it('carries the reply to a command in the acknowledgement', async () => {
    const seen: [string, Context][] = [];
    await start({
      command: async (text, ctx) => {
        seen.push([text, ctx]);
        return plainReply('12 of 300 accepted today');
      },
    });
    const before = systemClock.now();
    const { message, replies } = await simulator.as(ada).command('/invites quota');

    expect(message).toMatchObject({
      text: '12 of 300 accepted today',
      ephemeral: true,
      blocks: [{ type: 'section', text: { text: '12 of 300 accepted today' } }],
    });
    expect(replies()).toHaveLength(1);
    expect(simulator.calls.filter((call) => call.kind === 'response_url')).toEqual([]);

    const [[text, ctx] = ['', undefined]] = seen;
    expect(text).toBe('quota');
    expect(ctx).toMatchObject({
      workspaceId: 'T0ACME',
      userId: ada,
      person: { zone: 'Europe/London', isAdmin: false },
    });
    expect(ctx?.requestKey).not.toBe('');
    expect(ctx?.now).toBeGreaterThanOrEqual(before);
    const left = (ctx?.deadline ?? 0) - performance.now();
    expect(left).toBeLessThan(2_500);
    expect(left).toBeGreaterThan(0);
  });

  it('gives a repeated delivery the same request key, and another command another one', async () => {
    const keys: string[] = [];
    await start({
      command: async (_text, ctx) => {
        keys.push(ctx.requestKey);
        return plainReply('ok');
      },
    });
    const first = await simulator.as(ada).command('/invites quota');
    await first.redeliver();
    await simulator.as(ada).command('/invites quota');
    expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false]);
  });

  it('says "Still working…" after 2 seconds, and replaces it with the result', async () => {
    const slow = deferred<ReturnType<typeof plainReply>>();
    await start({ command: () => slow.promise });
    const { message, replies, updated } = await simulator.as(ada).command('/invites quota');
    expect(message?.text).toBe('Still working…');

    slow.resolve(plainReply('Logged Jane Doe.'));
    expect((await updated()).text).toBe('Logged Jane Doe.');
    expect(replies().map((reply) => reply.text)).toEqual(['Logged Jane Doe.']);
  });

  it('tells an input error as it is, and logs nothing of it', async () => {
    const { lines } = await start({
      command: async () => {
        throw new InputError('No such person. Write `/invites log @jane-doe`.');
      },
    });
    const { message } = await simulator.as(ada).command('/invites log x');
    expect(message).toMatchObject({
      text: 'No such person. Write `/invites log @jane-doe`.',
      blocks: [{ text: { text: 'No such person. Write `/invites log @jane-doe`.' } }],
    });
    expect(JSON.stringify(lines)).not.toContain('jane-doe');
  });

  it('answers a handler that throws with a reference that stands in the log', async () => {
    const { lines } = await start({
      command: () => {
        throw new TypeError('x is not a function');
      },
    });
    const { message, acknowledged } = await simulator.as(ada).command('/invites quota');
    expect(acknowledged).toBe(true);
    const [, reference] = /\(Reference (\w{6})\)/.exec(message?.text ?? '') ?? [];
    expect(lines).toContainEqual(
      expect.objectContaining({ reference, err: expect.objectContaining({ name: 'TypeError' }) }),
    );
    expect(message?.text).not.toContain('Nothing was recorded');
  });

  it('answers a command although Slack does not tell who asks', async () => {
    simulator.faults.api('users.info', { hang: true });
    await start({ command: async (_text, { person }) => plainReply(`zone: ${person.zone}`) });
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('zone: undefined');
  });

  it('tells another workspace that it is not set up for it, and asks Slack nothing there', async () => {
    await start({});
    const { message } = await simulator.as(stranger, 'T0OTHER').command('/invites quota');
    expect(message?.text).toBe('Headroom is not set up for this workspace.');
  });

  it('acknowledges a press when it is done, and replaces the message the button sat on', async () => {
    const pressed: unknown[] = [];
    await start({
      command: async () => replyWithButton('Not logged.', '7.1'),
      press: async ({ actionId, value }, ctx) => {
        pressed.push([actionId, value, ctx.userId, ctx.person.zone]);
        return plainReply('Logged Jane Doe.');
      },
    });
    const { message, replies } = await simulator.as(ada).command('/invites log @jane-doe');
    if (message === undefined) throw new Error('no reply');
    const press = await simulator.as(ada).press(message, 'Log Anyway');

    expect(press.acknowledged).toBe(true);
    expect((await press.updated()).text).toBe('Logged Jane Doe.');
    expect(replies().map((reply) => reply.text)).toEqual(['Logged Jane Doe.']);
    expect(pressed).toEqual([['log_anyway', '7.1', ada, 'Europe/London']]);
  });

  it('acknowledges a slow press in time, and replaces the message when it is done', async () => {
    const slow = deferred<ReturnType<typeof plainReply>>();
    await start({ command: async () => replyWithButton('Not logged.', '7.1'), press: () => slow.promise });
    const { message } = await simulator.as(ada).command('/invites log @jane-doe');
    if (message === undefined) throw new Error('no reply');
    const press = await simulator.as(ada).press(message, 'log_anyway');
    expect(press.acknowledged).toBe(true);

    slow.resolve(plainReply('Logged Jane Doe.'));
    expect(await press.updated()).toMatchObject({ ts: message.ts, text: 'Logged Jane Doe.' });
  });

  it('says as text what a workspace does not take as a table', async () => {
    await start({
      command: async () => replyWithButton('Not logged.', '7.1'),
      press: async () => ({
        text: 'The board:\n1. Ada, 3 accepted',
        // As where Slack does not know the block: without its caption it is refused.
        blocks: [{ type: 'data_table' } as never],
      }),
    });
    const { message } = await simulator.as(ada).command('/invites leaderboard');
    if (message === undefined) throw new Error('no reply');
    const press = await simulator.as(ada).press(message, 'log_anyway');
    expect(await press.updated()).toMatchObject({
      text: 'The board:\n1. Ada, 3 accepted',
      blocks: [{ type: 'section', text: { text: 'The board:\n1. Ada, 3 accepted' } }],
    });
  });

  it('leaves the button where it is when a press fails', async () => {
    await start({
      command: async () => replyWithButton('Not logged.', '7.1'),
      press: async () => {
        throw new InputError('Only Ada can press this button.');
      },
    });
    const { message } = await simulator.as(ada).command('/invites log @jane-doe');
    if (message === undefined) throw new Error('no reply');
    const press = await simulator.as(ada).press(message, 'log_anyway');
    expect(await press.updated()).toMatchObject({ text: 'Only Ada can press this button.', ephemeral: true });
    expect(
      simulator
        .as(ada)
        .sees()
        .map((it) => it.text),
    ).toContain('Not logged.');
  });

  it('finishes what is in flight before it stops, and takes nothing new', async () => {
    const slow = deferred<ReturnType<typeof plainReply>>();
    const begun = deferred<void>();
    let runs = 0;
    const { slack } = await start({
      command: () => {
        runs += 1;
        begun.resolve();
        return slow.promise;
      },
    });
    const first = simulator.as(ada).command('/invites quota');
    await begun.promise;
    const drained = slack.drain(5_000);
    expect(slack.problem()).toBe('Stopping.');
    const second = simulator.as(boss).command('/invites quota');
    slow.resolve(plainReply('done'));

    expect(await drained).toBe(0);
    expect((await first).message?.text).toBe('done');
    expect((await second).error).toBe(transport.kind === 'http' ? 'http_service_error' : 'operation_timeout');
    expect(runs).toBe(1);
  });

  it('does not wait for ever for what is in flight', async () => {
    const never = deferred<ReturnType<typeof plainReply>>();
    const begun = deferred<void>();
    const { slack } = await start({
      command: () => {
        begun.resolve();
        return never.promise;
      },
    });
    const command = simulator.as(ada).command('/invites quota');
    await begun.promise;
    expect(await slack.drain(10)).toBe(1);
    never.resolve(plainReply('late'));
    await command;
  });
});

describe('the socket', () => {
  const transport = { kind: 'socket', appToken } as const;

  it('comes back at once after it was cut, and /readyz tells', async () => {
    running = await runSlack(simulator, { command: async () => plainReply('here') }, { transport });
    const { slack } = running;
    expect(slack.problem()).toBeUndefined();

    const opens = () =>
      simulator.calls.filter((it) => it.kind === 'api' && it.method === 'apps.connections.open');
    simulator.faults.api('apps.connections.open', { status: 500 });
    simulator.faults.dropSockets();
    await simulator.waitFor(() => opens().length === 2);
    expect(slack.problem()).toBe('Slack closed the socket; connecting again.');
    await simulator.waitFor(() => opens().length === 3);
    await simulator.connected();
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('here');
    expect(slack.problem()).toBeUndefined();
  });

  it('moves to another connection when Slack asks', async () => {
    running = await runSlack(simulator, { command: async () => plainReply('here') }, { transport });
    const opened = simulator.calls.length;
    simulator.faults.refreshSockets();
    await simulator.waitFor(() =>
      simulator.calls.slice(opened).some((it) => it.kind === 'api' && it.method === 'apps.connections.open'),
    );
    await simulator.connected();
    expect((await simulator.as(ada).command('/invites quota')).message?.text).toBe('here');
  });

  it('says which token Slack refused', async () => {
    simulator.faults.api('apps.connections.open', { error: 'invalid_auth' });
    await expect(runSlack(simulator, {}, { transport })).rejects.toThrow(
      'Slack refused SLACK_APP_TOKEN (invalid_auth).',
    );
    simulator.faults.api('auth.test', { error: 'account_inactive' });
    await expect(runSlack(simulator, {}, { transport })).rejects.toThrow(
      'Slack refused SLACK_BOT_TOKEN (account_inactive).',
    );
  });

  it('asks again when Slack is busy at the start', async () => {
    simulator.faults.api('auth.test', { status: 503 });
    simulator.faults.api('apps.connections.open', { status: 429, retryAfter: 0 });
    running = await runSlack(simulator, {}, { transport });
    expect(running.slack.problem()).toBeUndefined();
  });
});

describe('the HTTP endpoint', () => {
  const form = 'application/x-www-form-urlencoded';

  beforeEach(async () => {
    running = await runSlack(
      simulator,
      { command: async () => plainReply('here') },
      { transport: { kind: 'http', signingSecret } },
    );
  });

  function post(
    body: string,
    o: { type?: string; secret?: string; ageSeconds?: number; path?: string } = {},
  ) {
    const timestamp = String(Math.floor(systemClock.now() / 1000) - (o.ageSeconds ?? 0));
    const digest = createHmac('sha256', o.secret ?? signingSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    return fetch(`${running?.url}${o.path ?? '/slack/events'}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': o.type ?? form,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
      },
    });
  }
  const command = new URLSearchParams({
    command: '/invites',
    text: 'quota',
    team_id: 'T0ACME',
    user_id: ada,
    trigger_id: '1.2.3',
  }).toString();

  it('takes a signed command', async () => {
    const answer = await post(command);
    expect([answer.status, await answer.json()]).toMatchObject([200, { text: 'here' }]);
  });

  it.each([
    ['another secret', { secret: 'f'.repeat(32) }],
    ['a signature of 6 minutes ago', { ageSeconds: 360 }],
  ])('answers 401 to %s', async (_what, options) => {
    expect((await post(command, options)).status).toBe(401);
  });

  it('answers 401 to a request without a signature', async () => {
    const answer = await fetch(`${running?.url}/slack/events`, { method: 'POST', body: command });
    expect(answer.status).toBe(401);
  });

  it('answers 413 to a body over 4 MB', async () => {
    expect((await post(`text=${'x'.repeat(4 * 1024 * 1024)}`)).status).toBe(413);
  });

  it.each([
    ['JSON where a form is expected', '{"command":"/invites"}', 'application/json', 415],
    ['JSON called a form', '{"command":"/invites"}', form, 400],
    ['JSON that is cut off', '{"type":', 'application/json', 400],
    ['a JSON null', 'null', 'application/json', 415],
    ['a form with a null payload', 'payload=null', form, 400],
    ['a form with a broken payload', 'payload={', form, 400],
    ['an empty body', '', form, 400],
  ])('answers %s with a clear status, and lives on', async (_what, body, type, status) => {
    expect((await post(body, { type })).status).toBe(status);
    expect((await post(command)).status).toBe(200);
  });

  it('answers the checks Slack makes of an address', async () => {
    const challenge = await post('{"type":"url_verification","challenge":"abc"}', {
      type: 'application/json',
    });
    expect([challenge.status, await challenge.json()]).toEqual([200, { challenge: 'abc' }]);
    expect((await post('ssl_check=1')).status).toBe(200);
  });

  it('answers 404 elsewhere', async () => {
    expect((await post(command, { path: '/slack/other' })).status).toBe(404);
    expect((await fetch(`${running?.url}/slack/events`)).status).toBe(404);
  });

  it('says who listens, and that it is ready', async () => {
    expect((await fetch(`${running?.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${running?.url}/readyz`)).status).toBe(200);
  });
});
