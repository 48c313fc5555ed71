import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { accountTypes } from '../../limits/policy.ts';
import { addAccount } from '../../services/add-account.ts';
import { changeAccountType } from '../../services/change-account-type.ts';
import { readQuota } from '../../services/read-quota.ts';
import { accountAddedView, accountChangedView, accountView } from '../views/account.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs, parseAccountName } from './whose.ts';

/** `Sales Navigator`, `sales-navigator` and `sales_navigator` are the same type. */
const typeSchema = z.enum(accountTypes);
/** `add` and the words of the longest name: without quotes they get a sentence of their own. */
const MOST_WORDS = 21;

export const account = subcommand({
  name: 'account',
  aliases: [],
  summary: 'see or change your LinkedIn account type, or add a second account',
  usage: ['account [free|business-plus|sales-navigator]', 'account add <name>'],
  examples: ['account sales-navigator', 'account', 'account add founder', 'account free as founder'],
  args: { words: { max: MOST_WORDS }, options: asOption },
  async run({ args: { words, options }, call: caller, ledger }) {
    const [first, ...rest] = words;
    if (first?.toLowerCase() === 'add') {
      if (rest.length === 0 || options.as !== undefined) {
        throw new InputError('Write the name right after `add`, like `/invites account add founder`.');
      }
      const [typed = '', ...more] = rest;
      if (more.length > 0) {
        throw new InputError(
          'Put a name of several words in quotes, like `/invites account add "my founder"`.',
        );
      }
      const name = parseAccountName(typed);
      return accountAddedView(await addAccount(ledger, caller, { name }));
    }
    const call = callAs(caller, options.as);
    if (first === undefined) return accountView(await readQuota(ledger, call));
    const type = typeSchema.safeParse(
      words
        .join('_')
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
    );
    if (!type.success) {
      throw new InputError(
        'The account types are `free`, `business-plus` and `sales-navigator`, like `/invites account business-plus`.',
      );
    }
    return accountChangedView(await changeAccountType(ledger, call, { type: type.data }));
  },
});
