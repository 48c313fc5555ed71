import { InputError, NotAllowedError } from '../errors.ts';
import { changeAnswer, lockAnswer } from '../ledger/change-answer.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findPeople, type Person } from '../ledger/find-people.ts';
import { findRequest } from '../ledger/find-request.ts';
import { read } from '../ledger/transact.ts';
import { answerOnce } from './answer-once.ts';
import type { AlreadyChosenAnswer, Answer, OutcomeAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { isOpen, readChoice } from './choices.ts';
import { outcomesOfPeople } from './outcomes-of-people.ts';
import { openAccounts, writeOutcomes } from './write-outcomes.ts';

/**
 * Records the outcome for the one of several people whom a name fits, at the time that was typed with it. Once, and only
 * by who typed it: the request's answer is changed with it, so that a second press finds nothing open any more.
 */
export async function chooseOutcome(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number; readonly ordinal: number },
): Promise<OutcomeAnswer | AlreadyChosenAnswer> {
  const { workspaceId } = call;
  const { requestId: id } = input;
  const place = readChoice(input.ordinal);
  const offered = (await findOffer(ledger, call, id)).items[place.item];
  const candidate = isOpen(offered) ? offered.candidates[place.candidate] : undefined;
  if (!offered || (isOpen(offered) && !candidate)) throw outOfDate();
  const same = candidate ? { ...call, as: candidate.accountName } : call;
  return answerOnce<OutcomeAnswer | AlreadyChosenAnswer, ReadonlyMap<string, Person>>(
    ledger,
    same,
    { verb: 'choose_outcome', ...input },
    {
      prepare: async (tx) => findPeople(tx, workspaceId, candidate ? [candidate.person.key] : []),
      async decide(opened, people) {
        const { tx } = opened;
        const answer = (await lockAnswer(tx, { workspaceId, id })) as OutcomeAnswer | undefined;
        const item = answer?.items[place.item];
        if (!answer || !item) throw outOfDate();
        if (!candidate || !isOpen(item)) {
          return { answer: { kind: 'already_chosen', outcome: answer }, writes: [] };
        }
        const { outcome } = answer;
        const { person, inviteId, at } = candidate;
        const accounts = await openAccounts(opened, at);
        const time = { at, dateOnly: false, isNow: false, zone: accounts[0]?.zone ?? call.zone };
        const told = { outcome, people: [person], time, inviteId };
        const { items, changed } = await outcomesOfPeople(ledger, opened, accounts, told, people);
        const settled: OutcomeAnswer = {
          ...answer,
          undo: changed.length > 0 ? opened.requestId : answer.undo,
          items: answer.items.toSpliced(place.item, 1, ...items),
          standings: await writeOutcomes(opened, accounts, outcome, changed),
        };
        await changeAnswer(tx, { workspaceId, id, answer: settled });
        return { answer: settled, writes: [] };
      },
    },
  );
}

/** The answer that the button stands below. */
async function findOffer(
  ledger: Ledger,
  { workspaceId, userId, withinMs }: Call,
  id: number,
): Promise<OutcomeAnswer> {
  const found = await read(ledger, { deadlineMs: withinMs }, (db) => findRequest(db, workspaceId, id));
  const answer = found?.answer as Answer | undefined;
  if (!found || answer?.kind !== 'outcome') throw outOfDate();
  if (found.actor !== userId) {
    throw new NotAllowedError('Only the person who typed this can press this button.');
  }
  return answer;
}

function outOfDate(): InputError {
  return new InputError(
    'This button is out of date. Type it again, with the address: `/invites accepted https://www.linkedin.com/in/jane-doe`',
  );
}
