import { recordOutcome } from '../../services/record-outcome.ts';
import { outcomeView } from '../views/outcome.ts';
import { subcommand } from './subcommand.ts';
import { parseWhen } from './when.ts';

export const accepted = subcommand({
  name: 'accepted',
  aliases: ['accept'],
  summary: 'record that someone accepted your invitation',
  usage: ['accepted @person… [at <when>]'],
  examples: ['accepted https://www.linkedin.com/in/jane-doe', 'accepted @jane-doe at yesterday'],
  args: {
    people: { min: 1, max: 100 },
    options: { at: { kind: 'phrase', example: 'yesterday' } },
  },
  async run({ args, call, ledger }) {
    const { at } = args.options;
    const when = at === undefined ? {} : { when: parseWhen(at, call) };
    return outcomeView(
      await recordOutcome(ledger, call, { outcome: 'accepted', people: args.people, ...when }),
    );
  },
});
