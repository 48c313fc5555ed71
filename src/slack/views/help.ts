import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

/** What help says of a subcommand. */
export type Helped = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line for the list. */
  readonly summary: string;
  /** The forms it is typed in, without `/invites`, and of its options only those most used. */
  readonly usage: readonly string[];
  /** Every option: how it is typed, and what it is for. */
  readonly options: readonly { readonly form: string; readonly what: string }[];
  /** What one would type; the first is shown with errors. */
  readonly examples: readonly string[];
  /** What else somebody should know before they type it. */
  readonly note?: string;
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
    {
      kind: 'context',
      line: `${people} ${say.code('/invites help log')} explains one command and all that can be added to it.`,
    },
  ]);
}

/** One subcommand: its forms, what can stand behind them, other names and examples. */
export function oneHelpView({ name, aliases, summary, usage, options, examples, note }: Helped): Reply {
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(name)} – ${summary}`,
        ...usage.map((form) => say.code(`/invites ${form}`)),
        ...(options.length === 0 ? [] : ['You can add, in any order:']),
        ...options.map(({ form, what }) => `${say.code(form)} – ${what}`),
        ...(aliases.length === 0 ? [] : [`Also: ${aliases.map(say.code).join(', ')}`]),
        `For example: ${examples.map((example) => say.code(`/invites ${example}`)).join(', ')}`,
        ...(note === undefined ? [] : [note]),
      ],
    },
    ...(usage.some((form) => form.includes('@person')) ? [{ kind: 'context' as const, line: people }] : []),
  ]);
}
