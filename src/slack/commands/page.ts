import { InputError } from '../../errors.ts';
import { parseName } from '../../linkedin/person.ts';
import { logPages } from '../../services/log-pages.ts';
import { pageView } from '../views/page.ts';
import { type Subcommand, subcommand } from './subcommand.ts';
import { asOption, callAs } from './whose.ts';

/** At a time. */
export const mostPages = 100;
const MOST_WORDS = 101;
/** As typed, or as Slack sends a link; what is kept of it stands after `/company/`. */
const COMPANY_ADDRESS =
  /<?(?<![\w.-])(?:https?:\/\/)?(?:[\w-]+\.)*linkedin\.com\/(?:company|school|showcase)\/([^\s<>|/?#",]+)[^\s<>|"]*(?:\|[^<>]*)?>?/giu;

const typed = subcommand({
  name: 'page',
  aliases: [],
  summary: 'log PageInvites you sent for a company page',
  usage: ['page [count] [page name]'],
  examples: ['page', 'page 3', 'page 3 Acme'],
  args: { words: { max: MOST_WORDS }, options: asOption },
  async run({ args: { words, options }, call, ledger }) {
    const [first = ''] = words;
    const isCounted = /^[-+]?[\d.,]+%?$/.test(first);
    const quantity = isCounted ? parseQuantity(first) : 1;
    const name = words.slice(isCounted ? 1 : 0).join(' ');
    const input = { quantity, page: name === '' ? null : parsePageName(name) };
    return pageView(await logPages(ledger, callAs(call, options.as), input));
  },
});

/** The address of a company's page is a name too, though `readArgs` knows the addresses of people only. */
export const page: Subcommand = {
  ...typed,
  answer: (text, run) => typed.answer(text.replace(COMPANY_ADDRESS, ' "$1" '), run),
};

function parseQuantity(typed: string): number {
  const count = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (count >= 1 && count <= mostPages) return count;
  throw new InputError(`The number is from 1 to ${mostPages} at a time, like \`/invites page 3\`.`);
}

/** A page's name, or what names it in its address. It keeps to what any name does; its error shows a page. */
export function parsePageName(typed: string): string {
  try {
    return parseName(typed.replace(COMPANY_ADDRESS, ' $1 '));
  } catch (cause) {
    throw new InputError(
      'A page’s name has letters or digits, no control characters, and 200 characters at most, like `/invites page 3 Acme`.',
      { cause },
    );
  }
}
