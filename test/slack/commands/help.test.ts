import { afterAll, beforeAll, expect, it } from 'vitest';
import { subcommands } from '../../../src/slack/commands/help.ts';
import { escapeText } from '../../../src/slack/views/say.ts';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

it('begins with the s, and lists every subcommand', async () => {
  const text = await headroom.says(ada, '/invites help');
  expect(text.split('\n')[0]).toContain('/invites, with an s');
  for (const { usage } of subcommands) expect(text).toContain(`/invites ${escapeText(usage[0] ?? '')}`);
});

it('answers the bare command', async () => {
  expect(await headroom.says(ada, '/invites')).toContain('/invites log');
});

it.each(subcommands.map(({ name }) => name))('explains %s with examples', async (name) => {
  expect(await headroom.says(ada, `/invites help ${name}`)).toContain('For example: /invites ');
});

it.each([
  ['qouta', 'Did you mean `quota`?'],
  ['LOGG', 'Did you mean `log`?'],
  ['acepted', 'Did you mean `accepted`?'],
  ['xyzzy-plugh', '`/invites help` lists what I do.'],
  ['@jane-doe', 'Say what to do with that person first'],
])('answers %s with the nearest subcommand', async (typed, sentence) => {
  expect(await headroom.says(ada, `/invites ${typed}`)).toContain(sentence);
});

it('shows examples that work as they stand', async () => {
  for (const { name, examples } of subcommands.filter(({ name }) => name !== 'accepted')) {
    for (const example of examples) {
      const text = await headroom.says(ada, `/invites ${example}`);
      expect(text, `${name}: ${example}`).not.toMatch(/I do not know|I cannot read|Write a person/);
    }
  }
});
