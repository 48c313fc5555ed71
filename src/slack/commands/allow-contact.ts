import { allowContact as allow } from '../../services/allow-contact.ts';
import { contactAllowedView } from '../views/do-not-contact.ts';
import { subcommand } from './subcommand.ts';

export const allowContact = subcommand({
  name: 'allow-contact',
  aliases: [],
  summary: 'managers: take somebody off the do-not-contact list',
  usage: ['allow-contact @person…'],
  examples: ['allow-contact https://www.linkedin.com/in/jane-doe', 'allow-contact @jane-doe @sam-lee'],
  args: { people: { min: 1, max: 100 } },
  async run({ args, call, ledger }) {
    return contactAllowedView(await allow(ledger, call, { people: args.people }));
  },
});
