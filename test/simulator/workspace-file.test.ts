import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { InputError } from '../../src/errors.ts';
import { defaultWorkspaces, readWorkspaces } from '../../src/simulator/workspace-file.ts';

const read = (text: string) => readWorkspaces(parse(text), 'acme.yml');

/** The lines of the refusal, without the first. */
function wrong(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof InputError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('a workspace file', () => {
  it('needs names only: ids are made from them, no two the same, and everybody is in a channel', () => {
    const [one, two] = read(`
      workspaces:
        - { name: Acme Inc., users: [{ name: léa }, { name: lea }, { id: U0LEA3, name: l-ea }, { name: "le.a" }], channels: [{ name: sales }] }
        - { name: acme inc, users: [{ name: 林 }] }`);
    expect(one).toMatchObject({ id: 'T0ACMEINC', domain: 'acme-inc', botToken: 'xoxb-simulated-t0acmeinc' });
    expect(one?.users.map(({ id }) => id)).toEqual(['U0LEA', 'U0LEA2', 'U0LEA3', 'U0LEA4']);
    expect(one?.channels).toEqual([
      {
        id: 'C0SALES',
        name: 'sales',
        isPrivate: false,
        members: ['U0LEA', 'U0LEA2', 'U0LEA3', 'U0LEA4'],
        botIsMember: true,
      },
    ]);
    expect(two).toMatchObject({
      id: 'T0ACMEINC2',
      users: [{ id: 'U0', realName: '林', tz: 'UTC' }],
      channels: [],
    });
  });

  it('names members by name or id', () => {
    const [one] = read(
      'workspaces: [{ name: Acme, users: [{ name: lena }, { id: UX, name: omar }], channels: [{ name: sales, members: [UX, lena] }] }]',
    );
    expect(one?.channels[0]?.members).toEqual(['UX', 'U0LENA']);
  });

  it.each([
    ['nothing', '', 'the file: must be a set of names with values.'],
    ['no workspaces', 'workspaces: []', 'workspaces: must not be empty.'],
    [
      'a workspace without a name',
      'workspaces: [{ users: [{ name: a }] }]',
      'workspaces[0].name: is missing.',
    ],
    ['a workspace without people', 'workspaces: [{ name: A }]', 'workspaces[0].users: is missing.'],
    [
      'a word it does not know',
      'workspaces: [{ name: A, users: [{ name: a, email: x }] }]',
      'workspaces[0].users[0]: does not know "email".',
    ],
    [
      'a zone that is none',
      'workspaces: [{ name: A, users: [{ name: a, tz: Berlin }] }]',
      'workspaces[0].users[0].tz: must be an IANA zone, such as "Europe/Berlin".',
    ],
    [
      'a name with a space',
      'workspaces: [{ name: A, users: [{ name: a b }] }]',
      'workspaces[0].users[0].name: must be lower case, without spaces, such as "lena".',
    ],
    [
      'a number for a name',
      'workspaces: [{ name: A, users: [{ name: 7 }] }]',
      'workspaces[0].users[0].name: must be a text.',
    ],
    [
      'an id of another kind',
      'workspaces: [{ name: A, users: [{ id: C1, name: a }] }]',
      'workspaces[0].users[0].id: must be U and capitals or digits.',
    ],
    [
      'a user twice',
      'workspaces: [{ name: A, users: [{ name: a }, { name: a }] }]',
      'workspaces[0].users[1].name: "a" is there twice.',
    ],
    [
      'a member who is nobody',
      'workspaces: [{ name: A, users: [{ name: a }, { name: b }], channels: [{ name: c, members: [a, bob] }] }]',
      'workspaces[0].channels[0].members[1]: there is no user "bob" in this workspace, only: a, b.',
    ],
  ])('says where %s is', (_name, text, line) => {
    expect(wrong(text)).toEqual([line]);
  });

  it('names every problem, not the first alone', () => {
    expect(
      wrong('workspaces: [{ name: A, users: [{ name: a, tz: X }, { name: 7 }] }, { users: [] }]'),
    ).toHaveLength(4);
  });

  it('has an example and a default that are right', () => {
    const text = readFileSync('src/simulator/example-workspace.yml', 'utf8');
    expect(read(text).map(({ users, channels }) => [users.length, channels.length])).toEqual([
      [4, 3],
      [1, 1],
    ]);
    expect(readWorkspaces(defaultWorkspaces, 'the default')[0]?.users).toHaveLength(3);
  });
});
