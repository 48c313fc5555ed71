import type { App } from '@slack/bolt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { startSocketApp, startWorkspace } from './start.ts';

const monthMs = 30 * 24 * 3_600_000;

let simulator: Simulator;
let app: App;
let answer: () => void;
const asked = new Promise<void>((resolve) => {
  answer = resolve;
});

beforeAll(async () => {
  const jump = () => {
    workspace.clock.time += monthMs;
  };
  const workspace = await startWorkspace({ jumps: [{ id: 'month', name: '+1 month', jump }] });
  simulator = workspace.simulator;
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, respond }) => {
      await ack();
      await asked;
      await respond('a month later');
    });
  });
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});

it('lets what is under way end as it would have, when the clock leaps a month', async () => {
  const result = await simulator.as('U0LENA').command('/probe');
  const act = await fetch(`${simulator.url}/_page/act/clock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ workspace: 'T0ACME', user: 'U0LENA', jump: 'month' }),
  });
  expect(await act.json()).toEqual({});
  answer();
  const message = await result.updated();
  expect(message.text).toBe('a month later');
  expect(Number(message.ts) * 1000).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 24, 9) + monthMs);
});
