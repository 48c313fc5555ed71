import { InputError } from '../../errors.ts';
import { readHistory } from '../../services/read-history.ts';
import { historyView } from '../views/history.ts';
import { subcommand } from './subcommand.ts';

export const history = subcommand({
  name: 'history',
  aliases: [],
  summary: 'the last 20 entries, yours or about a person',
  usage: ['history [@person]'],
  examples: ['history https://www.linkedin.com/in/jane-doe', 'history'],
  // More than one are read too: they get a sentence about history, not one about long lists.
  args: { people: { min: 0, max: Number.POSITIVE_INFINITY } },
  async run({ args, call, ledger }) {
    const [person, ...others] = args.people;
    if (others.length > 0) {
      throw new InputError('History is about one person at a time, like `/invites history @jane-doe`.');
    }
    return historyView(await readHistory(ledger, call, person ? { person } : {}));
  },
});
