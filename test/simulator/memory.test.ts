import { expect, it } from 'vitest';
import { forgetExpired } from '../../src/simulator/forget-expired.ts';
import { createHappenings } from '../../src/simulator/happened.ts';
import type { Call } from '../../src/simulator/journal.ts';
import { createTriggers } from '../../src/simulator/triggers.ts';

it('what expired before a time is forgotten, and nothing else', () => {
  const issued = new Map([10, 20, 20, 30].map((expiresAt, n) => [String(n), { expiresAt }]));
  forgetExpired(issued, 20);
  expect([...issued.keys()]).toEqual(['1', '2', '3']);
  forgetExpired(issued, 31);
  expect(issued.size).toBe(0);
});

it('an expired trigger_id is known as such for an hour, then as none', () => {
  const clock = { time: 0 };
  const triggers = createTriggers({ now: () => clock.time }, 'T0ACME');
  const id = triggers.issue('U0LENA');
  clock.time = 60 * 60_000;
  triggers.issue('U0LENA');
  expect(() => triggers.exchange(id)).toThrow('expired_trigger_id');
  clock.time += 3_001;
  triggers.issue('U0LENA');
  expect(() => triggers.exchange(id)).toThrow('invalid_trigger_id');
});

it('of a thousand acts on, the oldest is not waited for any more', () => {
  const calls: Call[] = [];
  const { next } = createHappenings({ calls, record: () => undefined });
  const deliver = (id: string) =>
    calls.push({
      kind: 'delivery',
      at: 0,
      id,
      type: 'slash_commands',
      via: 'socket',
      attempt: 1,
      payload: { command: '/probe', text: id },
    });
  const answer = (id: string) =>
    calls.push({ kind: 'ack', at: 0, id, payload: `Answer ${id}`, fate: 'counted' });
  for (let n = 0; n <= 1_000; n += 1) deliver(String(n));
  answer('0');
  answer('1');
  expect(next().map((happened) => happened.answer)).toEqual(['Answer 1']);
});
