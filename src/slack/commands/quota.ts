import { InputError } from '../../errors.ts';
import { readQuota } from '../../services/read-quota.ts';
import { quotaView } from '../views/quota.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs, callFor } from './whose.ts';

export const quota = subcommand({
  name: 'quota',
  aliases: ['left', 'status', 'room'],
  summary: 'see how much room you have left; managers: a teammate’s',
  usage: ['quota [@teammate]'],
  examples: ['quota', 'room'],
  args: { people: { min: 0, max: 100 }, options: asOption },
  async run({ args: { people, options }, call: caller, ledger }) {
    const [teammate, ...others] = people;
    if (others.length > 0)
      throw new InputError('One teammate at a time: type `/invites quota @` and pick one from the list.');
    const call = callAs(await callFor(ledger, caller, teammate), options.as);
    const quotas = await readQuota(ledger, call);
    return quotaView(quotas, call.owner === caller.userId ? null : call.owner);
  },
});
