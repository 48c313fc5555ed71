import { NotAllowedError } from '../errors.ts';
import { findAnswered, noteAnswered } from '../ledger/answered-deliveries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findRequest } from '../ledger/find-request.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { answerOnce } from './answer-once.ts';
import type { AlreadyCheckedAnswer, Answer, OutcomeAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { checkInKey } from './check-in-days.ts';
import { writeTicked } from './write-ticked.ts';

/** Which check-in is answered: whom it asked, and on which local date. */
export type CheckInAsked = { readonly userId: string; readonly date: string };

/**
 * Records who accepted, of those ticked, and that all others whom the caller waits for have not. Once a check-in: a
 * second press is told what the first one came to. Without `asked` it is no check-in's answer, and holds each time.
 *
 * @throws NotAllowedError for another's check-in.
 */
export async function saveCheckIn(
  ledger: Ledger,
  call: Call,
  input: { readonly asked: CheckInAsked | null; readonly inviteIds: readonly number[] },
): Promise<OutcomeAnswer | AlreadyCheckedAnswer> {
  const { asked, inviteIds } = input;
  mustBeAsked(call, asked);
  return answerOnce<OutcomeAnswer | AlreadyCheckedAnswer, undefined>(
    ledger,
    call,
    { verb: 'save_check_in', ...input },
    {
      accounts: 'all',
      prepare: async () => undefined,
      async decide(opened) {
        const { tx, requestId } = opened;
        const which = asked && { workspaceId: call.workspaceId, onceKey: checkInKey(asked) };
        const before = which && (await answerOf(tx, call, await findAnswered(tx, which, { lock: true })));
        if (before) return { answer: before, writes: [] };
        const answer = await writeTicked(ledger, opened, { outcome: 'accepted', inviteIds, checked: true });
        if (which) await noteAnswered(tx, { ...which, requestId });
        return { answer, writes: [] };
      },
    },
  );
}

/** What a check-in was answered; null while it was not. Writes nothing. @throws NotAllowedError for another's. */
export async function findCheckInAnswer(
  ledger: Ledger,
  call: Call,
  asked: CheckInAsked,
): Promise<AlreadyCheckedAnswer | null> {
  mustBeAsked(call, asked);
  const which = { workspaceId: call.workspaceId, onceKey: checkInKey(asked) };
  return read(ledger, { deadlineMs: call.withinMs }, async (db) =>
    answerOf(db, call, await findAnswered(db, which)),
  );
}

async function answerOf(
  tx: Tx,
  { workspaceId }: Call,
  requestId: number | null,
): Promise<AlreadyCheckedAnswer | null> {
  const found = requestId === null ? undefined : await findRequest(tx, workspaceId, requestId);
  const answer = found?.answer as Answer | undefined;
  return answer?.kind === 'outcome' ? { kind: 'already_checked', outcome: answer } : null;
}

function mustBeAsked({ userId }: Call, asked: CheckInAsked | null): void {
  if (asked !== null && asked.userId !== userId)
    throw new NotAllowedError('Only the person who was asked can answer a check-in.');
}
