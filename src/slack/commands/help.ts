import { helpView, oneHelpView } from '../views/help.ts';
import { accepted } from './accepted.ts';
import { account } from './account.ts';
import { findSubcommand } from './find.ts';
import { log } from './log.ts';
import { quota } from './quota.ts';
import { type Subcommand, subcommand } from './subcommand.ts';

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
export const subcommands: readonly Subcommand[] = [log, accepted, quota, account, help];
