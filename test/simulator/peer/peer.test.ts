import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { behaviours } from './behaviours.ts';
import { type Peer, startEmulatePeer, startSimulatorPeer } from './peers.ts';

const table = Object.entries(behaviours);

/** Two who read Slack's pages independently: where both answer alike, neither of them is likely to be wrong. */
describe.each([
  ['the simulator', startSimulatorPeer, ({ answer }: Behaviour) => answer],
  [
    'emulate',
    startEmulatePeer,
    ({ answer, differs }: Behaviour) => (differs === undefined ? answer : differs.emulate),
  ],
] as const)('%s', (_name, start, expected) => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());

  it.each(table)('%s', async (_what, behaviour) => {
    expect(await behaviour.run(peer)).toEqual(expected(behaviour));
  });
});

const differences = table.flatMap(([what, { answer, differs }]) =>
  differs === undefined ? [] : [[what, answer, differs] as const],
);

it.each(differences)('the difference is one, and explained: %s', (_what, answer, { emulate, why, page }) => {
  expect(emulate).not.toEqual(answer);
  expect(why).not.toBe('');
  expect(page).toMatch(/^https:\/\/docs\.slack\.dev\//);
});
