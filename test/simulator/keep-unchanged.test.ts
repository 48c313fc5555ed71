import { expect, it } from 'vitest';
import { keepUnchanged } from '../../src/simulator/page/keep-unchanged.ts';

const state = () => ({
  now: 1,
  messages: [
    { ts: '1', blocks: [{ text: 'one' }] },
    { ts: '2', blocks: [] },
  ] as object[],
});

it('keeps the whole where nothing changed', () => {
  const before = state();
  expect(keepUnchanged(before, state())).toBe(before);
});

it('keeps each part that did not change', () => {
  const before = state();
  const added = { ts: '3', blocks: [] };
  const next = keepUnchanged(before, { now: 2, messages: [...state().messages, added] });
  expect(next).toEqual({ now: 2, messages: [...state().messages, added] });
  expect(next.messages[0]).toBe(before.messages[0]);
  expect(next.messages[1]).toBe(before.messages[1]);
});

it.each([
  ['a part that went', { a: 1, b: 2 }, { a: 1 }],
  ['a part that came', { a: 1 }, { a: 1, b: 2 }],
  ['another name', { a: 1 }, { b: 1 }],
  ['a shorter list', [1, 2], [1]],
  ['an emptied list', [1], []],
  ['a list for an object', {}, []],
  ['nothing', { a: {} }, { a: null }],
  ['something else', { a: { b: { c: 'x' } } }, { a: { b: { c: 'y' } } }],
])('takes %s', (_, before, next) => {
  const taken = keepUnchanged<unknown>(before, structuredClone(next));
  expect(taken).toEqual(next);
  expect(taken).not.toBe(before);
});
