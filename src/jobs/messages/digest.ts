import { AppError } from '../../errors.ts';
import { latestDigestMs } from '../../services/digest-days.ts';
import { queueSilent } from '../../services/queue-silent.ts';
import { isQuiet, readDigest } from '../../services/read-digest.ts';
import { postedDigestView, quietDigestView } from '../../slack/views/digest.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To a team's channel: its digest. By the way who has been silent is told so, each by direct message. */
export const digest: MessageBuilder<'digest'> = {
  kind: 'digest',
  async build(ledger, { kind: _, by, force, ...choice }, { workspaceId, now, withinMs, names }) {
    // It was claimed in time; then Slack, or every bot, was away.
    if (!force && now - choice.to > latestDigestMs) return { nothing: 'too_late' };
    // Before the team is read: who left is known by it.
    const called = await names();
    const read = await readDigest(ledger, { workspaceId, withinMs }, choice);
    if (!read) throw new AppError('no_such_team', `There is no team ${choice.team}.`);
    await queueSilent(ledger, { workspaceId, withinMs }, { ...choice, settings: read.settings });
    if (force || !isQuiet(read)) return postedDigestView(read, called, by);
    if (read.settings.quietDays === 'nothing') return { nothing: 'quiet_day' };
    return quietDigestView(read, called);
  },
};
