import { liftRestriction } from '../../services/lift-restriction.ts';
import { liftedView } from '../views/restricted.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs } from './whose.ts';

export const lifted = subcommand({
  name: 'lifted',
  aliases: [],
  summary: 'LinkedIn blocks your account no longer',
  usage: ['lifted'],
  examples: ['lifted', 'lifted as founder'],
  args: { options: asOption },
  async run({ args: { options }, call, ledger }) {
    return liftedView(await liftRestriction(ledger, callAs(call, options.as)));
  },
});
