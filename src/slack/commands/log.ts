import { logInvites } from '../../services/log-invites.ts';
import { logView } from '../views/log.ts';
import { subcommand } from './subcommand.ts';
import { parseWhen } from './when.ts';

export const log = subcommand({
  name: 'log',
  aliases: ['sent', 'add'],
  summary: 'log invitations you sent on LinkedIn',
  usage: ['log @person… [at <when>]'],
  examples: [
    'log https://www.linkedin.com/in/jane-doe',
    'log @jane-doe @sam-lee at yesterday 2pm',
    'log https://www.linkedin.com/in/jane-doe "Jane Doe"',
  ],
  args: {
    people: { min: 1, max: 100, named: true },
    options: { at: { kind: 'phrase', example: 'yesterday 2pm' } },
  },
  async run({ args, call, ledger }) {
    const { at } = args.options;
    const when = at === undefined ? {} : { sentAt: parseWhen(at, call).at };
    return logView(await logInvites(ledger, call, { people: args.people, ...when }));
  },
});
