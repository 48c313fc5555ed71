import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { queueDrain } from '../ledger/queue-drains.ts';
import { reviveDeliveries } from '../ledger/revive-deliveries.ts';
import { resumeChannel } from '../ledger/stopped-channels.ts';
import { claimOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { latestDigestMs } from './digest-days.ts';
import { roleIn } from './role.ts';
import { loadSettings, type Settings } from './settings.ts';
import type { DeliveriesRetriedAnswer } from './settings-answers.ts';

/**
 * *Retry Delivery*: queues all that could not be delivered to a channel again, in its order, but for digests older than
 * four hours, and lets automatic messages go there again. Pressed twice it does it once.
 *
 * @throws NotAllowedError for who does not manage the workspace.
 */
export async function retryDeliveries(
  ledger: Ledger,
  call: Call,
  channel: string,
): Promise<DeliveriesRetriedAnswer> {
  const { workspaceId, now } = call;
  return claimOnce<DeliveriesRetriedAnswer, Settings>(
    ledger,
    call,
    { verb: 'retry_deliveries' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide({ tx }, settings) {
        if (!roleIn(settings, call).isManager)
          throw new NotAllowedError('Only managers can have messages delivered again.');
        const place = { workspaceId, channel };
        const counts = await reviveDeliveries(tx, place, { now, digestsSince: now - latestDigestMs });
        await resumeChannel(tx, place);
        const writes = counts.queued > 0 ? [queueDrain(tx, place, 0)] : [];
        return { answer: { kind: 'deliveries_retried', channel, ...counts }, writes };
      },
    },
  );
}
