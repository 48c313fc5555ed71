import { AppError } from '../../errors.ts';
import { readTeam } from '../../services/read-team.ts';
import { compose } from '../../slack/views/compose.ts';
import { escapeText } from '../../slack/views/say.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To who was put into a team: which one, by whom, and who can see what they do. */
export const placed: MessageBuilder<'placed'> = {
  kind: 'placed',
  async build(ledger, { team, by }, { workspaceId, withinMs }) {
    const settings = await readTeam(ledger, { workspaceId, team, withinMs });
    if (!settings) throw new AppError('no_such_team', `There is no team ${team}.`);
    const name = escapeText(settings.name);
    return compose(settings.zone, (say) => [
      {
        kind: 'lines',
        lines: [
          `${say.member(by)} put you into the team ${say.strong(name)}: its managers, and those of the workspace, see what you log here, with your notes.`,
        ],
      },
    ]);
  },
};
