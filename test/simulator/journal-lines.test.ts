import { expect, it } from 'vitest';
import type { Call } from '../../src/simulator/journal.ts';
import { fits, linesOf } from '../../src/simulator/page/drawer/lines.ts';
import { sayCall, sayEnd } from '../../src/simulator/page/drawer/say-call.ts';

const sending = (id: string, attempt: number, at = 0): Call => {
  const payload = { command: '/probe' };
  return { kind: 'delivery', at, id, type: 'slash_commands', via: 'socket', attempt, payload };
};
const failure = (id: string, at: number): Call => ({
  kind: 'unacknowledged',
  at,
  id,
  error: 'operation_timeout',
});
const ack = (id: string, at: number): Call => ({ kind: 'ack', at, id, payload: undefined, fate: 'counted' });

function said(calls: readonly Call[]): string[] {
  return linesOf(calls).map(({ call, end }) => (end === undefined ? 'open' : sayEnd(end, end.at - call.at)));
}

it('a sending that was not acknowledged says why, and after how long', () => {
  const calls = [sending('a', 1), failure('a', 3_000), sending('a', 2, 3_000), ack('a', 3_010)];
  expect(said(calls)).toEqual([
    'Not acknowledged: operation_timeout after 3,000 ms',
    'Acknowledged after 10 ms',
  ]);
});

it('of two copies the one that failed is told from the one that did not', () => {
  const calls = [sending('a', 1), sending('a', 1), sending('b', 1), ack('a', 5), failure('a', 3_000)];
  expect(said(calls)).toEqual([
    'Not acknowledged: operation_timeout after 3,000 ms',
    'Acknowledged after 5 ms',
    'open',
  ]);
});

it('errors are those that failed, not those that are open or went well', () => {
  const lines = linesOf([sending('a', 1), sending('b', 1), sending('c', 1), failure('a', 9), ack('b', 9)]);
  expect(lines.filter((line) => fits(line, 'errors')).map(({ index }) => index)).toEqual([0]);
  expect(lines.filter((line) => fits(line, 'deliveries'))).toHaveLength(3);
});

it('what was refused of an acknowledgement names what it acknowledged', () => {
  const refused: Call = { kind: 'refused', at: 9, id: 'a', payload: {}, error: 'invalid_blocks' };
  const [, line] = linesOf([sending('a', 1), ack('a', 9), refused]);
  expect(line && sayCall(line)).toEqual({ what: 'acknowledgement of /probe', more: 'refused' });
  expect(line && fits(line, 'errors')).toBe(true);
});
