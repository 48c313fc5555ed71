import { distance } from 'fastest-levenshtein';
import { InputError } from '../../errors.ts';
import { echo } from './echo.ts';
import type { Subcommand } from './subcommand.ts';

/** The subcommand of a name or alias, whatever its case. Throws InputError with the nearest name for any other. */
export function findSubcommand(typed: string, subcommands: readonly Subcommand[]): Subcommand {
  const word = typed.toLowerCase();
  const names = subcommands.flatMap((subcommand) =>
    [subcommand.name, ...subcommand.aliases].map((name) => ({ name, subcommand })),
  );
  const known = names.find(({ name }) => name === word);
  if (known) return known.subcommand;
  if (/^(?:<?@|<?https?:|"|“)/.test(word)) {
    throw new InputError('Say what to do with that person first, like `/invites log @jane-doe`.');
  }
  const [nearest] = names
    .map(({ name, subcommand }) => ({
      name: subcommand.name,
      edits: distance(word, name),
      most: name.length < 5 ? 1 : Math.ceil(name.length / 3),
    }))
    .filter(({ edits, most }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  const hint = nearest ? `Did you mean \`${nearest.name}\`? ` : '';
  throw new InputError(`I do not know ${echo(typed)}. ${hint}\`/invites help\` lists what I do.`);
}
