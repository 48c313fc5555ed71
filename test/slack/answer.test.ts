import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailableError } from '../../src/errors.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { plainReply } from '../../src/slack/failure.ts';
import type { Handlers } from '../../src/slack/request.ts';
import {
  ada,
  deferred,
  type RunningSlack,
  replyWithButton,
  runSlack,
  startWorkspace,
  transports,
} from './workspace.ts';

const timing = { acknowledgeMs: 1_000, replaceAfterMs: 1, sayAgainMs: 1, settleFirstMs: 1, settleMostMs: 4 };

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

const uncertain = async () => {
  throw new DatabaseUnavailableError(false);
};

describe.each(transports)('an answer over $kind', (transport) => {
  const start = async (given: Partial<Handlers>, changed: Partial<typeof timing> = {}) => {
    running = await runSlack(simulator, given, { transport, timing: { ...timing, ...changed } });
    return running;
  };

  it('says that nothing was recorded only when that is certain', async () => {
    await start({
      command: async () => {
        throw new DatabaseUnavailableError(true);
      },
    });
    expect((await simulator.as(ada).command('/invites log 1')).message?.text).toBe(
      'The database did not answer. Nothing was recorded. Try again in a minute.',
    );
  });

  it('is corrected when the database, back again, says that it was recorded', async () => {
    let looks = 0;
    const back = deferred<void>();
    const { lines } = await start({
      command: uncertain,
      settle: async () => {
        looks += 1;
        if (looks < 3) throw new DatabaseUnavailableError(true);
        await back.promise;
        return plainReply('Logged Jane Doe.');
      },
    });
    const { message, updated, replies } = await simulator.as(ada).command('/invites log @jane-doe');
    const [, reference] =
      /^.+I could not confirm it; .+ \(Reference (\w{6})\)$/.exec(message?.text ?? '') ?? [];
    expect(lines).toContainEqual(expect.objectContaining({ reference, isUncertain: true }));

    back.resolve();
    expect((await updated()).text).toBe('Logged Jane Doe.');
    expect(replies()).toHaveLength(1);
    expect(looks).toBe(3);
    await running?.slack.drain(1_000);
    expect(lines).toContainEqual(expect.objectContaining({ reference, recorded: true }));
  });

  it('is corrected when it turns out that nothing was recorded', async () => {
    await start({ command: uncertain, settle: async () => 'not_recorded' });
    const { updated } = await simulator.as(ada).command('/invites log @jane-doe');
    expect((await updated()).text).toBe('The database is back: nothing was recorded. Type it again.');
  });

  it('to a button is corrected in the place of the button', async () => {
    const back = deferred<void>();
    await start({
      command: async () => replyWithButton('Not logged.', '7.1'),
      press: uncertain,
      settle: async () => {
        await back.promise;
        return plainReply('Logged Jane Doe.');
      },
    });
    const { message } = await simulator.as(ada).command('/invites log @jane-doe');
    if (message === undefined) throw new Error('no reply');
    const press = await simulator.as(ada).press(message, 'log_anyway');
    expect((await press.updated()).text).toContain('I could not confirm it');
    back.resolve();
    expect(await press.updated()).toMatchObject({ ts: message.ts, text: 'Logged Jane Doe.' });
  });

  it('is looked up once more when the bot stops, and then left with its reference in the log', async () => {
    let looks = 0;
    const { slack, lines } = await start(
      {
        command: uncertain,
        settle: async () => {
          looks += 1;
          throw new DatabaseUnavailableError(true);
        },
      },
      { settleFirstMs: 60_000 },
    );
    const { message } = await simulator.as(ada).command('/invites log @jane-doe');
    expect(await slack.drain(1_000)).toBe(0);
    expect(looks).toBe(1);
    const [, reference] = /\(Reference (\w{6})\)/.exec(message?.text ?? '') ?? [];
    expect(lines).toContainEqual(
      expect.objectContaining({ reference, msg: 'an unconfirmed request stays unconfirmed' }),
    );
  });

  it('is said again when response_url fails for a moment', async () => {
    const slow = deferred<ReturnType<typeof plainReply>>();
    await start({ command: () => slow.promise }, { acknowledgeMs: 1 });
    simulator.faults.responseUrl({ status: 500 });
    const { updated } = await simulator.as(ada).command('/invites quota');
    slow.resolve(plainReply('done'));
    expect((await updated()).text).toBe('done');
  });

  it('uses response_url sparingly, and only logs that it cannot be said', async () => {
    const { slack, lines } = await start(
      { command: uncertain, settle: async () => 'not_recorded' },
      { acknowledgeMs: 1 },
    );
    simulator.faults.responseUrl({ status: 500 }, 99);
    await simulator.as(ada).command('/invites quota');
    await simulator.waitFor(() => simulator.calls.filter((call) => call.kind === 'response_url').length >= 2);
    await slack.drain(1_000);
    expect(simulator.calls.filter((call) => call.kind === 'response_url').length).toBeLessThanOrEqual(5);
    expect(lines).toContainEqual(expect.objectContaining({ status: 500, msg: 'a reply was lost' }));
  });
});
