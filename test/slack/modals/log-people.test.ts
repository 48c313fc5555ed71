import { describe, expect, it } from 'vitest';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { readPeople, writePeople } from '../../../src/slack/modals/log-people.ts';

const peopleOf = (text: string) => {
  const read = readPeople(text);
  if (!read.ok) throw new Error(read.problem);
  return read.people;
};
const problemOf = (text: string) => {
  const read = readPeople(text);
  if (read.ok) throw new Error(`that can be read: ${JSON.stringify(read.people)}`);
  return read.problem;
};

describe('a line names', () => {
  const jane = { key: 'in:jane-doe' };
  const named = { key: 'in:jane-doe', name: 'Jane Doe' };
  it.each<[string, PersonRef | object]>([
    ['https://www.linkedin.com/in/jane-doe', jane],
    ['linkedin.com/in/jane-doe/?trk=x', jane],
    ['<https://www.linkedin.com/in/jane-doe|linkedin.com>', jane],
    ['@jane-doe', jane],
    ['https://www.linkedin.com/in/jane-doe Jane Doe', named],
    ['https://www.linkedin.com/in/jane-doe "Jane Doe"', named],
    ['https://www.linkedin.com/in/jane-doe\tJane Doe', named],
    ['https://www.linkedin.com/in/jane-doe - Jane Doe', named],
    ['https://www.linkedin.com/in/jane-doe,Jane,Doe', named],
    ['Jane Doe: https://www.linkedin.com/in/jane-doe', named],
    ['@jane-doe Jane Doe', named],
    ['@jane-doe “Jane Doe”', named],
    ['Jane Doe', { key: 'name:jane doe', name: 'Jane Doe' }],
    ['  "Jane Doe"  ', { key: 'name:jane doe', name: 'Jane Doe' }],
    ['Zoë O’Hara-Núñez, PhD', { key: "name:zoe o'hara-nunez, phd", name: 'Zoë O’Hara-Núñez, PhD' }],
    ['محمد الأمين', { key: 'name:محمد الأمين', name: 'محمد الأمين' }],
    ['<@U0BOSS>', { key: 'slack:U0BOSS' }],
    ['1. Jane Doe', { key: 'name:jane doe', name: 'Jane Doe' }],
    ['- Jane Doe', { key: 'name:jane doe', name: 'Jane Doe' }],
    ['(12) https://www.linkedin.com/in/jane-doe', jane],
    ['• @jane-doe', jane],
    ['–  @jane-doe Jane Doe', named],
    ['"1. Jane Doe"', { key: 'name:1. jane doe', name: '1. Jane Doe' }],
    ['"Jane Doe, Sam Lee"', { key: 'name:jane doe, sam lee', name: 'Jane Doe, Sam Lee' }],
    ['Doe, Jane', { key: 'name:doe, jane', name: 'Doe, Jane' }],
    ['@JaneDoe Jane Doe', { key: 'in:janedoe', name: 'Jane Doe' }],
    ['@williamhgates Bill Gates', { key: 'in:williamhgates', name: 'Bill Gates' }],
    ['@jane "Doe"', { key: 'in:jane', name: 'Doe' }],
  ])('%s', (line, person) => {
    expect(peopleOf(line)).toEqual([person]);
  });

  it('several persons as a command takes them', () => {
    expect(peopleOf('@one, @two "Three Four"').map(({ key }) => key)).toEqual([
      'in:one',
      'in:two',
      'name:three four',
    ]);
  });

  it('nobody where it is empty, whatever ends it', () => {
    expect(peopleOf('•\n-\n@one')).toEqual([{ key: 'in:one' }]);
    expect(peopleOf('\n@one\r\n\r\n  \n@two\n').map(({ key }) => key)).toEqual(['in:one', 'in:two']);
  });
});

describe('what cannot be read', () => {
  it('is told for all lines at once, each by its number, with one right example', () => {
    expect(problemOf('@one\nhttps://www.linkedin.com/company/acme\nJane Doe\njane@example.com\n12')).toBe(
      [
        'Line 2: That LinkedIn page is not a person. Give a profile, like https://www.linkedin.com/in/jane-doe.',
        'Line 4: “jane@example.com” is not a person.',
        'Line 5: 12 is a number, not a person. For unnamed ones type /invites log 12.',
        'Write one person a line, like https://www.linkedin.com/in/jane-doe Jane Doe.',
      ].join('\n'),
    );
  });

  it.each([
    ['https://example.com/in/jane', 'not a LinkedIn address'],
    ['"Jane Doe', 'not closed'],
    ['@channel', 'not a person'],
    ['@Jane Doe', 'Is “@Jane Doe” a name\\? Then leave the @ out'],
    ['@jane Doe', 'Is “@jane Doe” a name'],
    ['• @Jane Doe Smith', 'Is “@Jane Doe Smith” a name'],
    ['Jane Doe, Sam Lee', '“Jane Doe, Sam Lee” reads like 2 people. Write one a line'],
    ['Jane; Sam', 'reads like 2 people'],
    ['Jane, Sam, Kim', 'reads like 3 people'],
    ['<@U0BOSS> The Boss', 'I do not know “The” here'],
    [`x${'y'.repeat(200)}`, 'at most 200 characters'],
    ['Jane\u0007Doe', 'control characters'],
  ])('%s', (line, sentence) => {
    expect(problemOf(line)).toMatch(new RegExp(`^Line 1: .*${sentence}`));
  });

  it('stays short, however many lines are wrong', () => {
    const problem = problemOf(Array.from({ length: 300 }, () => '@here').join('\n'));
    expect(problem).toContain('295 more lines are wrong too.');
    expect(problem.length).toBeLessThan(700);
  });

  it('is nobody at all, or more than a hundred', () => {
    expect(problemOf(' \n ')).toMatch(/^Who\? Write one person a line, like https/);
    expect(problemOf(Array.from({ length: 103 }, (_, n) => `@p${n}`).join('\n'))).toBe(
      '100 at a time here, and you wrote 103. Nothing was recorded: take 3 out and log them next.',
    );
  });
});

describe('people written into the field', () => {
  const worst: readonly PersonRef[] = [
    { key: 'in:jane-doe' },
    { key: 'in:jane-doe', name: 'Jane Doe' },
    { key: 'in:dash', name: '- Dash - it' },
    { key: 'in:jane', name: 'Doe' },
    { key: 'name:1. jane; sam', name: '1. Jane; Sam' },
    { key: 'in:at', name: 'Jane @ Acme' },
    { key: 'member:ACoAAAbC' },
    { key: 'member:123', name: 'Sales Lead' },
    { key: 'slack:U0BOSS' },
    { key: 'name:jane doe', name: 'Jane Doe' },
    { key: 'name:12', name: '12' },
    { key: 'name:zoe "zed" o\'hara', name: 'Zoe "Zed" O’Hara' },
    { key: `in:${'م'.repeat(200)}` },
  ];
  it.each(worst)('are read back as they were: %o', (person) => {
    const [line] = writePeople([person]);
    expect(peopleOf(line).map(({ key }) => key)).toEqual([person.key]);
  });

  it('keep their names', () => {
    expect(writePeople(worst.slice(0, 2))).toEqual(['@jane-doe\n@jane-doe Jane Doe']);
  });

  it('fill one field after the other, a hundred at most, and none is lost', () => {
    for (const letters of [1, 20, 190]) {
      const people = Array.from(
        { length: 250 },
        (_, n): PersonRef => ({ key: `in:${'w'.repeat(letters)}${n}` }),
      );
      const fields = writePeople(people);
      expect(fields.flatMap(peopleOf)).toEqual(people);
      for (const field of fields) {
        expect(field.length).toBeLessThanOrEqual(CAPS.plainTextInput);
        expect(field.split('\n').length).toBeLessThanOrEqual(100);
      }
    }
  });
});
