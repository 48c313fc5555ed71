import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GuideStep, Happened, Simulator } from '../../src/simulator/simulator.ts';
import { askPage, type PageClient } from './page-client.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

let simulator: Simulator;
let app: App;
let page: PageClient;
let clock: { time: number };
let happened: Happened[];
beforeEach(async () => {
  happened = [];
  const guide: GuideStep[] = [
    {
      id: 'log',
      name: 'Log an invitation',
      line: '/probe log @jane',
      isDone: ({ text, answer }) => text.startsWith('log') && answer.startsWith('Logged'),
    },
    {
      id: 'later',
      name: 'Wait',
      isDone: ({ what, answer }) => what === 'command' && answer === 'Done later',
    },
    { id: 'undo', name: 'Press Undo', isDone: ({ what, name }) => what === 'press' && name === 'undo' },
    {
      id: 'all',
      name: 'Never done, sees all',
      isDone: (one) => {
        happened.push(one);
        return false;
      },
    },
  ];
  const jumps = [
    {
      id: 'day',
      name: '+1 day',
      jump: async () => {
        clock.time += 86_400_000;
        return 86_400_000;
      },
    },
  ];
  ({ simulator, clock } = await startWorkspace({ guide, jumps, ackTimeoutMs: 500 }));
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, command, respond }) => {
      if (command.text === 'silent') return;
      if (command.text === 'later') {
        await ack();
        return void (await respond('Done later'));
      }
      const button = { type: 'button' as const, action_id: 'undo', value: '7', text: plain('Undo') };
      const blocks = [{ type: 'actions' as const, elements: [button] }];
      await ack({ text: command.text.startsWith('log ') ? 'Logged it' : 'Not understood', blocks });
    });
    one.action('undo', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Undone', replace_original: true });
    });
  });
  page = askPage(simulator.url, 'U0LENA');
});
afterEach(async () => {
  await app.stop();
  await simulator.close();
});

const done = async () => (await page.state()).guide.filter((item) => item.done).map(({ id }) => id);
const type = (line: string) => page.act('command', { channel: 'C0SALES', line });

describe('the guide', () => {
  it('says what to do, what to type, and that nothing is done yet', async () => {
    expect((await page.state()).guide[0]).toEqual({
      id: 'log',
      name: 'Log an invitation',
      line: '/probe log @jane',
      done: false,
    });
    expect((await page.state()).guide[1]).not.toHaveProperty('line');
  });

  it('ticks a command by its answer, not by another', async () => {
    await type('/probe log');
    expect(await done()).toEqual([]);
    await type('/probe log @jane');
    expect(await done()).toEqual(['log']);
    await type('/probe log');
    expect(await done()).toEqual(['log']);
  });

  it('ticks what was answered later, and what was pressed', async () => {
    await type('/probe later');
    await simulator.waitFor(() => simulator.calls.some(({ kind }) => kind === 'response_url'));
    expect(await done()).toEqual(['later']);
    const lena = simulator.as('U0LENA');
    const { message } = await lena.command('/probe x');
    if (message === undefined) throw new Error('no answer');
    await (await lena.press(message, 'Undo')).updated();
    expect(await done()).toEqual(['later', 'undo']);
  });

  it('is told of everything that came to an end, and of nothing that failed', async () => {
    await type('/probe silent');
    await type('/probe log @jane');
    const [shown] = simulator.as('U0LENA').sees('C0SALES').slice(-1);
    if (shown === undefined) throw new Error('no answer');
    await (await simulator.as('U0LENA').press(shown, 'undo')).updated();
    await simulator.event({ type: 'app_home_opened', user: 'U0OMAR' });
    await app.client.chat.postMessage({ channel: 'C0SALES', text: 'To all' });
    await app.client.chat.postMessage({ channel: 'C0NONE', text: 'Lost' }).catch(() => undefined);
    await page.state();
    const user = 'U0LENA';
    expect(happened.filter(({ name }) => !/^(auth|apps)\./.test(name))).toEqual([
      { what: 'command', name: '/probe', text: 'log @jane', user, answer: 'Logged it' },
      { what: 'press', name: 'undo', text: '7', user, answer: '' },
      { what: 'press', name: 'undo', text: '7', user, answer: 'Undone' },
      { what: 'event', name: 'app_home_opened', text: '', user: 'U0OMAR', answer: '' },
      { what: 'call', name: 'chat.postMessage', text: 'To all', user: '', answer: '' },
    ]);
  });
});

describe('the clock', () => {
  it('jumps where whoever made it lets it, and everybody is told', async () => {
    const { now, jumps } = await page.state();
    expect(jumps).toEqual([{ id: 'day', name: '+1 day' }]);
    const told = simulator.waitFor(() => clock.time > now);
    expect(await page.act('clock', { jump: 'day' })).toEqual({});
    await told;
    expect((await page.state()).now).toBe(now + 86_400_000);
  });
});
