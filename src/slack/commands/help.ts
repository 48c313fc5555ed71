import { helpView, oneHelpView } from '../views/help.ts';
import { accepted } from './accepted.ts';
import { account } from './account.ts';
import { allowContact } from './allow-contact.ts';
import { check } from './check.ts';
import { counter } from './counter.ts';
import { declined } from './declined.ts';
import { digest } from './digest.ts';
import { doNotContact } from './do-not-contact.ts';
import { exportEntries } from './export.ts';
import { findSubcommand } from './find.ts';
import { history } from './history.ts';
import { ignored } from './ignored.ts';
import { leaderboard } from './leaderboard.ts';
import { lifted } from './lifted.ts';
import { log } from './log.ts';
import { page } from './page.ts';
import { pending } from './pending.ts';
import { quota } from './quota.ts';
import { restricted } from './restricted.ts';
import { same } from './same.ts';
import { settings } from './settings.ts';
import { type Subcommand, subcommand } from './subcommand.ts';
import { undo } from './undo.ts';
import { withdrawn } from './withdrawn.ts';

export const help: Subcommand = subcommand({
  name: 'help',
  aliases: [],
  summary: 'this list, or one command explained',
  usage: ['help', 'help <command>'],
  examples: ['help log'],
  args: { words: { max: 1 } },
  run({ args }) {
    const [name] = args.words;
    if (name === undefined) return helpView(subcommands);
    return oneHelpView(findSubcommand(name, subcommands));
  },
});

/** Every subcommand, in the order help lists them. */
export const subcommands: readonly Subcommand[] = [
  log,
  check,
  accepted,
  declined,
  ignored,
  withdrawn,
  pending,
  quota,
  page,
  history,
  account,
  counter,
  restricted,
  lifted,
  leaderboard,
  digest,
  exportEntries,
  settings,
  undo,
  same,
  doNotContact,
  allowContact,
  help,
];
