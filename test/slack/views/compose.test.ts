import { expect, it } from 'vitest';
import { CAPS } from '../../../src/slack/caps.ts';
import type { Reply } from '../../../src/slack/request.ts';
import { compose } from '../../../src/slack/views/compose.ts';
import type { Say } from '../../../src/slack/views/say.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const ofLines = (write: (say: Say) => readonly string[]): Reply =>
  compose('UTC', (say) => [{ kind: 'lines', lines: write(say) }]);
const sections = ({ blocks }: Reply): string[] =>
  blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? []) : []));

it('cuts a line that is longer than a section at blanks, and loses nothing of it', () => {
  const line = Array.from({ length: 1_200 }, (_, n) => `word${n}`).join(' ');
  const texts = sections(ofLines(() => ['before', line, 'after']));
  expect(texts.length).toBeGreaterThan(3);
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(CAPS.sectionText);
  expect(texts.join(' ').replaceAll('\n', ' ')).toBe(`before ${line} after`);
});

it('does not cut a date or a link, although they have blanks', () => {
  const reply = ofLines((say) => [
    Array.from(
      { length: 60 },
      (_, n) => `${say.person({ key: 'in:jane-doe', name: `Jane ${n} Doe` })} ${say.when(now)}`,
    ).join('; '),
  ]);
  expect(sections(reply).length).toBeGreaterThan(1);
  for (const text of sections(reply)) {
    expect(text.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(text.length).toBeLessThanOrEqual(CAPS.sectionText);
  }
});

it.each([
  ['letters', 'w'],
  ['characters of two code units', '🦄'],
])('cuts what has no blank between %s', (_, character) => {
  const texts = sections(ofLines(() => [character.repeat(4_000)]));
  for (const text of texts) {
    expect(text.length).toBeLessThanOrEqual(CAPS.sectionText);
    expect(text).not.toMatch(/\p{Cs}/u);
  }
  expect(texts.join('').replaceAll(' ', '')).toBe(character.repeat(4_000));
});

it('cuts a long text at the end of a line, and says that it goes on', () => {
  const line = 'Logged Jane Doe. '.repeat(20).trim();
  const lines = ofLines(() => Array.from({ length: 200 }, () => line)).text.split('\n');
  expect(lines.at(-1)).toBe('This goes on: the message in Slack shows all of it.');
  expect(new Set(lines.slice(0, -1))).toEqual(new Set([line]));
  expect(lines.length).toBeGreaterThan(100);
});

it('cuts one endless line at a blank', () => {
  const [first, ...others] = ofLines(() => ['word '.repeat(10_000).trim()]).text.split('\n');
  expect(first).toMatch(/ word$/);
  expect(others).toEqual(['This goes on: the message in Slack shows all of it.']);
});

it('leaves a text that fits as it is', () => {
  expect(ofLines(() => ['one', 'two']).text).toBe('one\ntwo');
});
