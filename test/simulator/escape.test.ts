import type { App } from '@slack/bolt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { startSocketApp, startWorkspace } from './start.ts';

let simulator: Simulator;
let app: App;
beforeAll(async () => {
  ({ simulator } = await startWorkspace());
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ command, ack }) =>
      ack({ text: command.text === '' ? '(empty)' : command.text }),
    );
  });
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});

it.each([
  ['@omar', '<@U0OMAR|omar>'],
  ['@Omar.', '<@U0OMAR|omar>.'],
  ['@jane-doe', '@jane-doe'],
  ['@gone', '@gone'],
  ['omar@acme.com', 'omar@acme.com'],
  ['#sales, please', '<#C0SALES|sales>, please'],
  ['#nowhere', '#nowhere'],
  [
    'https://www.linkedin.com/in/jane-doe/?a=1&b=2 at friday',
    '<https://www.linkedin.com/in/jane-doe/?a=1&amp;b=2> at friday',
  ],
  ['see http://x.org/a, then', 'see <http://x.org/a>, then'],
  ['"Jane & <Doe>"', '"Jane &amp; &lt;Doe&gt;"'],
  ['  two  words ', 'two  words '],
  ['', '(empty)'],
])('a typed %j arrives as %j', async (typed, arrives) => {
  const { message } = await simulator.as('U0LENA').command(`/probe ${typed}`);
  expect(message?.text).toBe(arrives);
});

it('sends raw text as it is', async () => {
  const { message } = await simulator.as('U0LENA').command('/probe <@U0OMAR> & "x"', { raw: true });
  expect(message?.text).toBe('<@U0OMAR> & "x"');
});
