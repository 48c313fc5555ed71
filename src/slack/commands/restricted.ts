import { restrictAccount } from '../../services/restrict-account.ts';
import { restrictedView, whoHearsOfABlock } from '../views/restricted.ts';
import { subcommand } from './subcommand.ts';
import { parseUntil } from './when.ts';
import { asOption, callAs } from './whose.ts';

export const restricted = subcommand({
  name: 'restricted',
  aliases: [],
  summary: 'LinkedIn has blocked your account: logs and checks say stop until it is over',
  usage: ['restricted [until <date>]'],
  examples: ['restricted until friday', 'restricted'],
  note: whoHearsOfABlock,
  args: {
    options: {
      until: {
        kind: 'phrase',
        form: '<date>',
        example: 'friday',
        what: 'the last day of the block: friday, 2026-11-28',
      },
      ...asOption,
    },
  },
  async run({ args: { options }, call: caller, ledger }) {
    const call = callAs(caller, options.as);
    const until = options.until === undefined ? null : parseUntil(options.until, call).endsAt;
    return restrictedView(await restrictAccount(ledger, call, { until }));
  },
});
