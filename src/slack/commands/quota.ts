import { readQuota } from '../../services/read-quota.ts';
import { quotaView } from '../views/quota.ts';
import { subcommand } from './subcommand.ts';

export const quota = subcommand({
  name: 'quota',
  aliases: ['left', 'status', 'room'],
  summary: 'see how much room you have left',
  usage: ['quota'],
  examples: ['quota'],
  args: {},
  async run({ call, ledger }) {
    const [first] = await readQuota(ledger, call);
    return quotaView(first);
  },
});
