import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

/** What help needs to know of a subcommand. */
export type Helped = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly usage: readonly string[];
  readonly examples: readonly string[];
};

const withAnS = 'The command is /invites, with an s: /invite is Slack’s own and adds people to the channel.';
const people =
  'A person is a LinkedIn address, a handle (@jane-doe), a name in quotes ("Jane Doe"), or a member of this Slack.';

/** Every subcommand with what it does, from the objects that parse them. */
export function helpView(subcommands: readonly Helped[]): Reply {
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        withAnS,
        ...subcommands.flatMap(({ usage, summary }) =>
          usage.slice(0, 1).map((form) => `${say.code(`/invites ${form}`)} – ${summary}`),
        ),
      ],
    },
    { kind: 'context', line: `${people} ${say.code('/invites help log')} explains one command.` },
  ]);
}

/** One subcommand: its forms, other names and examples. */
export function oneHelpView({ name, aliases, summary, usage, examples }: Helped): Reply {
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(name)} – ${summary}`,
        ...usage.map((form) => say.code(`/invites ${form}`)),
        ...(aliases.length === 0 ? [] : [`Also: ${aliases.map(say.code).join(', ')}`]),
        `For example: ${examples.map((example) => say.code(`/invites ${example}`)).join(', ')}`,
      ],
    },
    ...(usage.some((form) => form.includes('@person')) ? [{ kind: 'context' as const, line: people }] : []),
  ]);
}
