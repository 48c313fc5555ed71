import { AppError } from '../../errors.ts';
import { readTeam } from '../../services/read-team.ts';
import { compose } from '../../slack/views/compose.ts';
import { escapeText } from '../../slack/views/say.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To a team's channel: that digests arrive here, and when. */
export const testDigest: MessageBuilder<'test_digest'> = {
  kind: 'test_digest',
  async build(ledger, { team, by }, { workspaceId, withinMs }) {
    const settings = await readTeam(ledger, { workspaceId, team, withinMs });
    if (!settings) throw new AppError('no_such_team', `There is no team ${team}.`);
    const { name, zone, digestAt, digestEvery } = settings;
    const often = digestEvery === 'week' ? 'once a week' : 'every working day';
    return compose(zone, (say) => [
      {
        kind: 'lines',
        lines: [
          `${say.strong('This is a test.')} ${say.member(by)} wanted to see whether Headroom can post here. It can.`,
          `The digest of ${say.strong(escapeText(name))} will come to this channel ${often} at ${digestAt} (${zone}).`,
        ],
      },
    ]);
  },
};
