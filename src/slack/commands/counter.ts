import { InputError } from '../../errors.ts';
import { setCounter } from '../../services/set-counter.ts';
import { counterView } from '../views/counter.ts';
import { subcommand } from './subcommand.ts';
import { asOption, callAs } from './whose.ts';

export const counter = subcommand({
  name: 'counter',
  aliases: [],
  summary: 'enter how many invitations LinkedIn shows as left this month',
  usage: ['counter <left>'],
  examples: ['counter 2,750', 'counter 2750 as founder'],
  args: { words: { max: 1 }, options: asOption },
  async run({ args: { words, options }, call, ledger }) {
    const left = parseLeft(words[0]);
    return counterView(await setCounter(ledger, callAs(call, options.as), { left }));
  },
});

/** Commas stand between thousands only: in `2,75` they could be a decimal. */
function parseLeft(word = ''): number {
  if (/^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})$/.test(word)) return Number(word.replaceAll(',', ''));
  throw new InputError(
    'Give the number of invitations that LinkedIn shows as left this month, in digits, like `/invites counter 2750`.',
  );
}
