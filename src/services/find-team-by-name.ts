import { InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import { nameKey } from '../linkedin/person.ts';
import type { Call } from './call.ts';
import { loadSettings } from './settings.ts';

/**
 * The number of the team that is called so, whatever the case and accents.
 *
 * @throws InputError for none; it names those there are.
 */
export async function findTeamByName(ledger: Ledger, call: Call, name: string): Promise<number> {
  const { workspaceId, withinMs } = call;
  const { teams } = await read(ledger, { deadlineMs: withinMs }, (db) => loadSettings(db, workspaceId));
  const wanted = nameKey(name);
  const found = teams.find(({ document }) => nameKey(document.name) === wanted);
  if (found) return found.team;
  if (teams.length === 0)
    throw new InputError(
      'There are no teams here yet, so leave `team` out. A manager makes teams in the settings.',
    );
  const some = teams.slice(0, mostNamed).map(({ document }) => escaped(document.name));
  const more = teams.length > some.length ? ` and ${teams.length - some.length} more` : '';
  throw new InputError(`There is no team of that name. The teams here: ${some.join(', ')}${more}.`);
}

const mostNamed = 20;

/** The sentence goes to Slack as it is. */
function escaped(name: string): string {
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
