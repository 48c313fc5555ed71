import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiFault, createFaults } from '../../src/simulator/faults.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { botToken, startWorkspace } from './start.ts';

let simulator: Simulator;
beforeAll(async () => {
  ({ simulator } = await startWorkspace());
});
afterAll(() => simulator.close());

const post = (text: string) =>
  fetch(`${simulator.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${botToken}` },
    body: JSON.stringify({ channel: 'C0SALES', text }),
  });
const said = () =>
  simulator
    .channel('C0SALES')
    .messages()
    .map(({ text }) => text);

it('a dropped call is not done, and gets no answer', async () => {
  simulator.faults.api('chat.postMessage', { drop: true });
  await expect(post('dropped')).rejects.toThrow('fetch failed');
  expect(said()).not.toContain('dropped');
  expect(simulator.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', error: 'drop' });
});

it('a call whose answer is lost is done', async () => {
  simulator.faults.api('chat.postMessage', { lose: true });
  await expect(post('lost')).rejects.toThrow('fetch failed');
  expect(said()).toContain('lost');
  expect(simulator.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', status: 200, lost: true });
});

it('random faults hit their share of a method’s calls, and the same ones for the same seed', () => {
  const draw = (seed: number, method = 'chat.postMessage') => {
    const { faults, plan } = createFaults(() => ({ drop: () => {}, refresh: () => {} }));
    faults.random('chat.postMessage', seed, [
      { share: 0.2, fault: { drop: true } },
      { share: 0.1, fault: { status: 500 } },
    ]);
    return Array.from({ length: 10_000 }, () => plan.takeApi(method));
  };
  const drawn = draw(1);
  const shareOf = (is: (fault: ApiFault) => boolean) =>
    drawn.filter((fault) => fault !== undefined && is(fault)).length / drawn.length;
  expect(shareOf((fault) => 'drop' in fault)).toBeCloseTo(0.2, 1);
  expect(shareOf((fault) => 'status' in fault)).toBeCloseTo(0.1, 1);
  expect(draw(1)).toEqual(drawn);
  expect(draw(2)).not.toEqual(drawn);
  expect(draw(1, 'chat.update').some((fault) => fault !== undefined)).toBe(false);
});
