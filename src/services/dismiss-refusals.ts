import { changeAnswer } from '../ledger/change-answer.ts';
import type { Ledger } from '../ledger/connect.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import { claimOnce } from './answer-once.ts';
import type { AlreadySettledAnswer, DismissedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { findRefusals } from './find-refusals.ts';
import { settledBefore } from './log-anyway.ts';
import { mayBeRecorded } from './refusals.ts';

/**
 * Settles the refused invitations of a request with nothing recorded: they were not sent. Once, and only by who logged
 * them; whatever button is pressed later is told so. Makes nobody a teammate.
 *
 * @throws InputError when nothing was refused there; NotAllowedError when somebody else had logged it.
 */
export async function dismissRefusals(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<DismissedAnswer | AlreadySettledAnswer> {
  return claimOnce<DismissedAnswer | AlreadySettledAnswer, undefined>(
    ledger,
    call,
    { verb: 'dismiss', ...input },
    {
      prepare: async () => undefined,
      async decide({ tx }) {
        const { workspaceId, now } = call;
        const which = { workspaceId, id: input.requestId };
        await findRefusals(tx, call, input.requestId);
        const settledAt = await settleRefusals(tx, { ...which, now });
        // Read after its row is locked: another button may have settled it in between.
        const { answer } = await findRefusals(tx, call, input.requestId);
        if (settledAt !== null) return { answer: settledBefore(answer, settledAt), writes: [] };
        await changeAnswer(tx, { ...which, answer: { ...answer, notSent: true } });
        const items = answer.items.filter(mayBeRecorded);
        return { answer: { kind: 'dismissed', items, zone: answer.standing.zone }, writes: [] };
      },
    },
  );
}
