import { listPending } from '../../services/list-pending.ts';
import { pendingView } from '../views/pending.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs } from './whose.ts';

export const pending = subcommand({
  name: 'pending',
  aliases: [],
  summary: 'see who has not answered yet, oldest first',
  usage: ['pending'],
  examples: ['pending'],
  args: { options: asOption },
  async run({ args, call, ledger }) {
    return pendingView(await listPending(ledger, callAs(call, args.options.as)));
  },
});
