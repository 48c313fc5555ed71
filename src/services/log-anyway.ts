import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { settleRefusals } from '../ledger/settle-refusals.ts';
import { read } from '../ledger/transact.ts';
import { answerOnce, type Done, type Opened } from './answer-once.ts';
import type { AlreadySettledAnswer, LogAnswer, LogAnywayAnswer, PageAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { findRefusals, type Refusing } from './find-refusals.ts';
import { readZone } from './read-zone.ts';
import { mayBeRecorded } from './refusals.ts';
import { manages, managesNow } from './role.ts';
import { prepareSending, type Sending, sendInvites } from './send-invites.ts';
import { sendPages } from './send-pages.ts';
import { sendSpread } from './send-spread.ts';

/**
 * Records the refused invitations of a request because they were sent on LinkedIn all the same: facts are facts. Once,
 * and only by who typed it; a second press is told when it was done. Who asked not to be contacted stays refused.
 */
export async function logAnyway(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<LogAnywayAnswer | PageAnswer | AlreadySettledAnswer> {
  const { original, answer } = await read(ledger, { deadlineMs: call.withinMs }, (db) =>
    findRefusals(db, call, input.requestId),
  );
  const same = await callAgain(ledger, call, answer);
  return answerOnce<LogAnywayAnswer | PageAnswer | AlreadySettledAnswer, undefined>(
    ledger,
    same,
    { verb: 'log_anyway', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { workspaceId, now } = call;
        const { owner } = answer;
        if (owner !== call.userId && !(await managesNow(opened.tx, call, { owner }))) throw notTheirs();
        const settledAt = await settleRefusals(opened.tx, { workspaceId, id: input.requestId, now });
        if (settledAt !== null) {
          // Read again: another button may have settled them since.
          const settled = await findRefusals(opened.tx, call, input.requestId);
          return { answer: settledBefore(settled.answer, settledAt), writes: [] };
        }
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
  if (!(await manages(ledger, call, { owner }))) throw notTheirs();
  const { workspaceId, withinMs } = call;
  const zone = await readZone(ledger, { workspaceId, userId: owner, withinMs });
  return { ...call, owner, as, zone: zone ?? call.zone };
}

function notTheirs(): NotAllowedError {
  return new NotAllowedError('Only managers can log for a teammate.');
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
  { owner, onBehalf, sentAt, estimated, items: logged }: LogAnswer,
  asked: Sending['manner'] = { marks: [], note: null },
): Promise<Done<LogAnywayAnswer>> {
  const { tx, call, policy, requestId } = opened;
  const refused = logged.filter((item) => item.refused && !item.repeated);
  const manner = estimated ? { ...asked, estimated } : asked;
  const sending: Sending = {
    people: refused.flatMap(({ person }) => person ?? []),
    unnamed: refused.reduce((sum, { person, quantity }) => sum + (person ? 0 : quantity), 0),
    sentAt,
    manner,
    override: true,
  };
  const prepared = await prepareSending(ledger, tx, call, policy, sending);
  const { items, standing, writes } = estimated
    ? await sendSpread(
        ledger,
        opened,
        prepared.ensured,
        sending,
        refused.map((item) => item.sentAt ?? sentAt),
      )
    : await sendInvites(ledger, opened, prepared, sending);
  const shared = { requestId, owner, onBehalf, sentAt, ...(estimated && { estimated }), loggedAt: call.now };
  return { answer: { kind: 'log_anyway', ...shared, items, standing }, writes };
}

/** What a button is answered when the refusals were settled before. */
export function settledBefore(answer: Refusing['answer'], settledAt: number): AlreadySettledAnswer {
  const { notSent, standing } = answer;
  const items = answer.items.filter(notSent ? mayBeRecorded : (item) => item.refused);
  return { kind: 'already_settled', items, settledAt, ...(notSent && { notSent }), zone: standing.zone };
}
