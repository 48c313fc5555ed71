import fs from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSubcommand } from '../../../src/slack/commands/find.ts';
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

it('keeps a line of the list short enough to be read', async () => {
  const lines = (await headroom.says(ada, '/invites help')).split('\n');
  for (const line of lines.filter((line) => line.startsWith('/invites'))) {
    expect(line.length, line).toBeLessThan(140);
  }
});

it('explains every option of log, one a line', async () => {
  const text = await headroom.says(ada, '/invites help log');
  const lines = text.split('\n');
  const begun = lines.indexOf('You can add, in any order:');
  expect(lines.slice(begun + 1, begun + 9)).toEqual([
    'note "…" – what you wrote to them; you and your managers can see it',
    'because interests|education|experience|met|referral|other – what you have in common, or how you know them',
    'via direct|bulk|add-connections|third-party – how you sent it',
    'they-invited-me – they had invited you first',
    'new-connection – you sent it right after a new connection',
    expect.stringMatching(/^at &lt;when&gt; – when you sent it: yesterday 2pm/),
    expect.stringMatching(/^as &lt;account&gt; – /),
    expect.stringMatching(/^for @teammate – managers: /),
  ]);
});

it('shows no option in a form that is not explained below it', () => {
  for (const { name, usage, options } of subcommands) {
    const known = options.map(({ form }) => `[${form}]`);
    for (const [shown] of usage.join(' ').matchAll(/\[[\w-]+ <[^\]]*\]/g))
      expect(known, name).toContain(shown);
  }
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

/** The text of the reply, or the title of the form that opens instead. */
async function answerTo(line: string): Promise<string> {
  const session = headroom.slack.as(ada);
  const { message } = await session.command(line);
  if (message) return message.text;
  const { title } = await headroom.modal(ada);
  await session.closeAll();
  return title;
}

it('shows examples that work as they stand', async () => {
  for (const { name, examples } of subcommands.filter(({ name }) => name !== 'accepted')) {
    for (const example of examples) {
      const text = await answerTo(`/invites ${example}`);
      expect(text, `${name}: ${example}`).not.toMatch(/I do not know|I cannot read|Write a person/);
    }
  }
});

it('shows forms and options that can be typed as they stand', async () => {
  await headroom.says(ada, '/invites account add founder');
  const notUnderstood =
    /I do not know|I cannot read|Write a person|needs something|takes no person|stands there twice|The number is|The account types/;
  for (const { usage, options } of subcommands) {
    const [first = ''] = usage;
    // What stands in the form already is not added to it.
    const added = options
      .filter(({ form }) => !first.includes(`[${form}]`))
      .map(({ form }) => `${first} ${form}`);
    for (const line of [...usage, ...added].flatMap(typed)) {
      expect(await answerTo(`/invites ${line}`), line).not.toMatch(notUnderstood);
    }
  }
});

/** A form as somebody would type it, with all its brackets; of words to choose from, once with each. */
function typed(form: string): string[] {
  const line = form
    .replaceAll(/\[(.*?)\]/g, '$1')
    .replace('@person…', '@kim-roe @sam-roe')
    .replace('@teammate', '@ada')
    .replace('page name', 'Acme')
    .replaceAll(/<(\w+)>|(?<= )count/g, (place) => words[place] ?? place);
  const [choice] = line.match(/\S+\|\S+/) ?? [];
  return choice === undefined ? [line] : choice.split('|').map((word) => line.replace(choice, word));
}

const words: Readonly<Record<string, string>> = {
  '<when>': 'yesterday',
  '<date>': 'friday',
  '<account>': 'founder',
  '<team>': 'Sales',
  '<name>': 'my other',
  '<left>': '2750',
  '<command>': 'log',
  count: '3',
};

it('is what the README says, in the same order', () => {
  const readme = fs.readFileSync('README.md', 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `/invites '));
  const forms = rows.map((row) =>
    [...(row.split(/(?<!\\)\|/)[1] ?? '').matchAll(/`\/invites ([^`]*)`/g)].map(([, form]) =>
      form?.replaceAll('\\|', '|'),
    ),
  );
  expect(forms).toEqual(subcommands.map(({ usage }) => usage));
  for (const [, name = ''] of readme.matchAll(/`\/invites ([\w-]+)/g)) {
    expect(findSubcommand(name, subcommands).name).toBe(name);
  }
});
