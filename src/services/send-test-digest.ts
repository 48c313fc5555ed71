import type { Ledger } from '../ledger/connect.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { claimOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { teamToChange } from './change-team.ts';
import type { ToSay } from './messages.ts';
import { roleIn } from './role.ts';
import { loadSettings, type Settings } from './settings.ts';
import type { TestDigestAnswer } from './settings-answers.ts';

/**
 * Queues a test message for the channel of a team, as it was saved; once in ten seconds, however often it is clicked.
 *
 * @throws NotAllowedError for who does not manage the team; InputError for a team that is no more.
 */
export async function sendTestDigest(ledger: Ledger, call: Call, team: number): Promise<TestDigestAnswer> {
  return claimOnce<TestDigestAnswer, Settings>(
    ledger,
    call,
    { verb: 'test_digest' },
    {
      prepare: (tx) => loadSettings(tx, call.workspaceId),
      async decide({ tx }, settings) {
        const { workspaceId, now, userId: by } = call;
        const { name, channel } = teamToChange(settings, roleIn(settings, call), team).document;
        const answer: TestDigestAnswer = { kind: 'test_digest', team, name, channel };
        if (channel === null) return { answer, writes: [] };
        const onceKey = `test_digest:${team}:${channel}:${Math.floor(now / 10_000)}`;
        const toSay: ToSay = { channel, message: { kind: 'test_digest', team, by }, onceKey };
        return { answer, writes: [queueDeliveries(tx, { workspaceId, now }, [toSay])] };
      },
    },
  );
}
