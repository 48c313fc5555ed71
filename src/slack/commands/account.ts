import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { accountTypes } from '../../limits/policy.ts';
import { changeAccountType } from '../../services/change-account-type.ts';
import { readQuota } from '../../services/read-quota.ts';
import { accountChangedView, accountView } from '../views/account.ts';
import { subcommand } from './subcommand.ts';

/** `Sales Navigator`, `sales-navigator` and `sales_navigator` are the same type. */
const typeSchema = z.enum(accountTypes);

export const account = subcommand({
  name: 'account',
  aliases: [],
  summary: 'see or change your LinkedIn account type',
  usage: ['account', 'account free|business-plus|sales-navigator'],
  examples: ['account sales-navigator', 'account'],
  args: { words: { max: 2 } },
  async run({ args, call, ledger }) {
    if (args.words.length === 0) {
      const [first] = await readQuota(ledger, call);
      return accountView(first);
    }
    const type = typeSchema.safeParse(args.words.join('_').toLowerCase().replaceAll('-', '_'));
    if (!type.success) {
      throw new InputError(
        'The account types are `free`, `business-plus` and `sales-navigator`, like `/invites account business-plus`.',
      );
    }
    return accountChangedView(await changeAccountType(ledger, call, { type: type.data }));
  },
});
