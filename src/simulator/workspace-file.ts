import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { WorkspaceSeed } from './seed.ts';

const id = (letters: string) =>
  z
    .string()
    .regex(new RegExp(`^[${letters}][A-Z0-9]+$`), `must be ${letters[0]} and capitals or digits`)
    .optional();
const handle = z.string().regex(/^[^\sA-Z@#]{1,80}$/, 'must be lower case, without spaces, such as "lena"');
const zone = z.string().refine(isZone, 'must be an IANA zone, such as "Europe/Berlin"');

const user = z.strictObject({
  id: id('UW'),
  /** The handle that is typed after `@`. */
  name: handle,
  real_name: z.string().min(1).optional(),
  tz: zone.default('UTC'),
  is_admin: z.boolean().default(false),
  is_owner: z.boolean().default(false),
  deleted: z.boolean().default(false),
});

const channel = z.strictObject({
  id: id('CG'),
  name: handle,
  is_private: z.boolean().default(false),
  /** By name or id; everybody without it. */
  members: z.array(z.string()).optional(),
  app_is_member: z.boolean().default(true),
});

const workspace = z
  .strictObject({
    id: id('T'),
    name: z.string().min(1),
    domain: handle.optional(),
    users: z.array(user).min(1),
    channels: z.array(channel).default([]),
    grants_optional_scopes: z.boolean().default(false),
  })
  .check(({ value, issues }) => {
    for (const kind of ['users', 'channels'] as const) {
      for (const [at, { name }] of value[kind].entries()) {
        if (value[kind].findIndex((one) => one.name === name) === at) continue;
        const message = `"${name}" is there twice`;
        issues.push({ code: 'custom', message, path: [kind, at, 'name'], input: name });
      }
    }
    const known = value.users.map(({ name }) => name);
    for (const [at, { members = [] }] of value.channels.entries()) {
      for (const [index, member] of members.entries()) {
        if (value.users.some((one) => one.name === member || one.id === member)) continue;
        const message = `there is no user "${member}" in this workspace, only: ${known.join(', ')}`;
        issues.push({ code: 'custom', message, path: ['channels', at, 'members', index], input: member });
      }
    }
  });

const workspaceFile = z.strictObject({ workspaces: z.array(workspace).min(1) });

type Spec = z.output<typeof workspace>;

/** Three people in two channels: what there is without a file. */
export const defaultWorkspaces = {
  workspaces: [
    {
      name: 'Acme',
      users: [
        { name: 'ada', real_name: 'Ada Byron', tz: 'Europe/London', is_admin: true },
        { name: 'grace', real_name: 'Grace Murray', tz: 'America/New_York' },
        { name: 'kei', real_name: 'Kei Tanaka', tz: 'Asia/Tokyo' },
      ],
      channels: [{ name: 'general' }, { name: 'sales', members: ['ada', 'grace'] }],
    },
  ],
};

/**
 * The workspaces of a file, as it was parsed. Ids that are left out are made from the names, and the tokens from the ids: the
 * same file gives the same ones each time. Throws one `InputError` with every problem and its path.
 */
export function readWorkspaces(source: unknown, file: string): WorkspaceSeed[] {
  const { data, error } = workspaceFile.safeParse(source, { error: inWords, reportInput: true });
  if (error !== undefined) {
    const lines = error.issues.map(({ path, message }) => `  ${pathOf(path)}: ${message}.`);
    throw new InputError([`${file} is not a workspace file:`, ...lines].join('\n'));
  }
  const given = data.workspaces.flatMap((one) => [one, ...one.users, ...one.channels]);
  const taken = new Set(given.flatMap((one) => one.id ?? []));
  const idFor = (letter: string, { id: own, name }: { id?: string | undefined; name: string }) => {
    if (own !== undefined) return own;
    const stem = `${letter}0${name
      .normalize('NFKD')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')}`;
    let made = stem;
    for (let n = 2; taken.has(made); n += 1) made = `${stem}${n}`;
    taken.add(made);
    return made;
  };
  return data.workspaces.map((one) => seedOf(one, idFor));
}

function seedOf(
  spec: Spec,
  idFor: (letter: string, named: { id?: string | undefined; name: string }) => string,
): WorkspaceSeed {
  const id = idFor('T', spec);
  const users = spec.users.map((one) => ({
    id: idFor('U', one),
    name: one.name,
    realName: one.real_name ?? one.name,
    tz: one.tz,
    isAdmin: one.is_admin,
    isOwner: one.is_owner,
    deleted: one.deleted,
  }));
  const everybody = users.map((one) => one.id);
  return {
    id,
    name: spec.name,
    domain: spec.domain ?? (slugOf(spec.name) || id.toLowerCase()),
    botToken: `xoxb-simulated-${id.toLowerCase()}`,
    grantsOptionalScopes: spec.grants_optional_scopes,
    users,
    channels: spec.channels.map((one) => ({
      id: idFor('C', one),
      name: one.name,
      isPrivate: one.is_private,
      members:
        one.members?.map((member) => users.find(({ name }) => name === member)?.id ?? member) ?? everybody,
      botIsMember: one.app_is_member,
    })),
  };
}

function slugOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join('-');
}

function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return 'must not be empty';
    case 'unrecognized_keys':
      return `does not know ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of names with values',
};

/** `workspaces[0].users[2].tz` */
function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
