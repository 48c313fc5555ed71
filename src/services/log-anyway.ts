import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findRequest } from '../ledger/find-request.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import { read } from '../ledger/transact.ts';
import { answerOnce, type Done, type Opened } from './answer-once.ts';
import type { AlreadySettledAnswer, Answer, LogAnswer, LogAnywayAnswer, PageAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { LogInvites } from './log-invites.ts';
import { readZone } from './read-zone.ts';
import { manages } from './role.ts';
import { prepareSending, type Sending, sendInvites } from './send-invites.ts';
import { sendPages } from './send-pages.ts';

/** What can be refused and recorded all the same, with what had been asked. */
type Refusing = { readonly original: Pick<LogInvites, 'manner'>; readonly answer: LogAnswer | PageAnswer };

/**
 * Records the refused invitations of a request because they were sent on LinkedIn all the same: facts are facts. Once,
 * and only by who typed it; a second press is told when it was done. Who asked not to be contacted stays refused.
 */
export async function logAnyway(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<LogAnywayAnswer | PageAnswer | AlreadySettledAnswer> {
  const { original, answer } = await findRefusals(ledger, call, input.requestId);
  const same = await callAgain(ledger, call, answer);
  return answerOnce<LogAnywayAnswer | PageAnswer | AlreadySettledAnswer, undefined>(
    ledger,
    same,
    { verb: 'log_anyway', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { workspaceId, now } = call;
        const settledAt = await settleRefusals(opened.tx, { workspaceId, id: input.requestId, now });
        if (settledAt !== null) return { answer: settledBefore(answer, settledAt), writes: [] };
        return answer.kind === 'page'
          ? recordPages(opened, answer)
          : recordInvites(ledger, opened, answer, original.manner);
      },
    },
  );
}

/** The call for the account that was refused. Of a teammate's it needs the role again, and their zone. */
async function callAgain(ledger: Ledger, call: Call, answer: Refusing['answer']): Promise<Call> {
  const { owner, standing } = answer;
  const as = standing.accountName;
  if (owner === call.userId) return { ...call, as };
  if (!(await manages(ledger, call, { owner })))
    throw new NotAllowedError('Only managers can log for a teammate.');
  const { workspaceId, withinMs } = call;
  const zone = await readZone(ledger, { workspaceId, userId: owner, withinMs });
  return { ...call, owner, as, zone: zone ?? call.zone };
}

async function recordPages(opened: Opened, answer: PageAnswer): Promise<Done<PageAnswer>> {
  const { page, sentAt, items } = answer;
  const sending = { quantity: items[0].quantity, page, sentAt, override: true };
  const { writes, ...sent } = await sendPages(opened, sending);
  return { answer: { ...answer, ...sent, requestId: opened.requestId, anyway: true }, writes };
}

async function recordInvites(
  ledger: Ledger,
  opened: Opened,
  { owner, onBehalf, sentAt, items: logged }: LogAnswer,
  manner: Sending['manner'] = { marks: [], note: null },
): Promise<Done<LogAnywayAnswer>> {
  const { tx, call, policy, requestId } = opened;
  const refused = logged.filter((item) => item.refused && !item.repeated);
  const sending: Sending = {
    people: refused.flatMap(({ person }) => person ?? []),
    unnamed: refused.reduce((sum, { person, quantity }) => sum + (person ? 0 : quantity), 0),
    sentAt,
    manner,
    override: true,
  };
  const prepared = await prepareSending(ledger, tx, call, policy, sending);
  const { items, standing, writes } = await sendInvites(ledger, opened, prepared, sending);
  return {
    answer: { kind: 'log_anyway', requestId, owner, onBehalf, sentAt, loggedAt: call.now, items, standing },
    writes,
  };
}

function settledBefore(answer: LogAnswer | PageAnswer, settledAt: number): AlreadySettledAnswer {
  const items = answer.items.filter((item) => item.refused);
  const { zone } = answer.standing;
  return { kind: 'already_settled', items, settledAt, zone };
}

/** The refusing answer that the button stands below, with what had been asked. */
async function findRefusals(
  ledger: Ledger,
  { workspaceId, userId, withinMs }: Call,
  id: number,
): Promise<Refusing> {
  const found = await read(ledger, { deadlineMs: withinMs }, (db) => findRequest(db, workspaceId, id));
  const answer = found?.answer as Answer | undefined;
  if (!found || (answer?.kind !== 'log' && answer?.kind !== 'page')) throw outOfDate();
  if (answer.items.every((item) => !item.refused)) throw outOfDate();
  if (found.actor !== userId) {
    throw new NotAllowedError('Only the person who logged these invites can press this button.');
  }
  return { original: found.arguments as LogInvites, answer };
}

function outOfDate(): InputError {
  return new InputError(
    'This button is out of date. Log the invite again: `/invites log https://www.linkedin.com/in/jane-doe`',
  );
}
