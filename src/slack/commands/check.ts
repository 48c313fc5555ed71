import { checkPeople } from '../../services/check-people.ts';
import { checkView } from '../views/check.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs } from './whose.ts';

export const check = subcommand({
  name: 'check',
  aliases: [],
  summary: 'would it be allowed now? Nothing is recorded',
  usage: ['check @person…'],
  examples: [
    'check https://www.linkedin.com/in/jane-doe',
    'check https://www.linkedin.com/in/jane-doe "Jane Doe" @sam-lee',
  ],
  args: { people: { min: 1, max: 100, named: true }, options: asOption },
  async run({ args: { people, options }, call, ledger }) {
    return checkView(await checkPeople(ledger, callAs(call, options.as), { people }));
  },
});
