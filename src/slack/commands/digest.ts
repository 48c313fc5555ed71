import { findTeamByName } from '../../services/find-team-by-name.ts';
import { postDigest, previewDigest, readDigestTeams } from '../../services/post-digest.ts';
import { digestPostedView, digestPreviewView, digestTeamsView } from '../views/digest-preview.ts';
import { subcommand } from './subcommand.ts';

export const digest = subcommand({
  name: 'digest',
  aliases: [],
  summary: 'managers: the team’s digest, to look at before the others or to post now',
  usage: ['digest', 'digest post'],
  examples: ['digest', 'digest post', 'digest team Sales'],
  args: {
    words: { max: 1, matches: /^(?:post|preview)$/i },
    options: {
      team: {
        kind: 'name',
        form: '<team>',
        example: 'Sales',
        what: 'one team; a name of several words in quotes',
      },
    },
  },
  async run({ args: { words, options }, call, ledger }) {
    const teams = await readDigestTeams(ledger, call);
    const named = options.team === undefined ? undefined : await findTeamByName(ledger, call, options.team);
    const team = named ?? (teams.length === 1 ? teams[0]?.team : undefined);
    const word = words[0]?.toLowerCase();
    if (team === undefined) return digestTeamsView(teams, word);
    return word === 'post'
      ? digestPostedView(await postDigest(ledger, call, team))
      : digestPreviewView(await previewDigest(ledger, call, team));
  },
});
