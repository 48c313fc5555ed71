import { objectToContact } from '../../services/object-to-contact.ts';
import { objectionView } from '../views/do-not-contact.ts';
import { subcommand } from './subcommand.ts';

export const doNotContact = subcommand({
  name: 'do-not-contact',
  aliases: [],
  summary: 'somebody does not want to be invited: nobody here logs them again',
  usage: ['do-not-contact @person…'],
  examples: ['do-not-contact https://www.linkedin.com/in/jane-doe', 'do-not-contact @jane-doe @sam-lee'],
  args: { people: { min: 1, max: 100 } },
  async run({ args, call, ledger }) {
    return objectionView(await objectToContact(ledger, call, { people: args.people }));
  },
});
