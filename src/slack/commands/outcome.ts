import { localDate } from '../../limits/windows.ts';
import type { ToldOutcome } from '../../services/answers.ts';
import { recordOutcome } from '../../services/record-outcome.ts';
import { openPendingForm } from '../modals/pending-form.ts';
import { outcomeView } from '../views/outcome.ts';
import { parseCount } from './count.ts';
import { type Subcommand, subcommand } from './subcommand.ts';
import { parseWhen } from './when.ts';
import { asOption, callAs } from './whose.ts';

/** A subcommand that records what came of invitations: the four differ in name only. */
export function outcomeSubcommand(name: ToldOutcome, alias: string, summary: string): Subcommand {
  return subcommand({
    name,
    aliases: [alias],
    summary,
    usage: [`${name} @person… [at <when>]`, `${name} 5`, name],
    examples: [
      `${name} https://www.linkedin.com/in/jane-doe`,
      `${name} "Jane Doe"`,
      `${name} @jane-doe at yesterday`,
      `${name} 5`,
    ],
    args: {
      people: { min: 0, max: 100 },
      words: { max: 1, matches: /^\d+$/ },
      options: {
        at: {
          kind: 'phrase',
          form: '<when>',
          example: 'yesterday',
          what: 'when it happened: yesterday, 3 days ago, 2026-11-03',
        },
        ...asOption,
      },
    },
    async run({ args, call: caller, ledger }) {
      const { people, words, options } = args;
      const call = callAs(caller, options.as);
      const when = options.at === undefined ? undefined : parseWhen(options.at, call);
      if (people.length === 0 && words.length === 0)
        return openPendingForm(ledger, call, {
          outcome: name,
          ...(when && { on: localDate(call.zone, when.at) }),
        });
      const unnamed = parseCount(words[0], people, name);
      return outcomeView(
        await recordOutcome(ledger, call, {
          outcome: name,
          people,
          ...(unnamed > 0 && { unnamed }),
          ...(when && { when }),
        }),
      );
    },
  });
}
