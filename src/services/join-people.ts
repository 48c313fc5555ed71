import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { loadObjections } from '../ledger/do-not-contact.ts';
import { ensurePeople } from '../ledger/find-people.ts';
import { joinPeople as join } from '../ledger/join-people.ts';
import { renamePeople } from '../ledger/rename-people.ts';
import { localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { JoinedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { openPersons } from './open-persons.ts';

/** Two different keys that are one person's. */
export type JoinPeople = { readonly people: readonly [one: PersonRef, other: PersonRef] };

/**
 * Joins two keys of one person: from now on windows, states and the do-not-contact list see their union. Unseen keys are
 * created. Each keeps its name.
 */
export async function joinPeople(ledger: Ledger, call: Call, input: JoinPeople): Promise<JoinedAnswer> {
  const { workspaceId, now } = call;
  return answerOnce(
    ledger,
    call,
    { verb: 'same', ...input },
    {
      prepare: (tx) => openPersons(ledger, tx, call, input.people),
      async decide(opened, persons) {
        const { tx, requestId } = opened;
        const { account, frame, facts } = await openAccount(opened);
        const hashes = persons.flatMap((person) => person.hashes);
        const since = [...(await loadObjections(tx, workspaceId, hashes)).values()];
        const keys = input.people.map(({ key }) => key);
        const { people } = await ensurePeople(tx, workspaceId, keys);
        // Of who objects to being contacted no name is kept that was not known.
        const named = since.length === 0 ? input.people : [];
        const renamed = named.flatMap(({ key, name }) => {
          const person = people.get(key);
          return person?.name === null && name !== undefined ? [{ id: person.id, name }] : [];
        });
        const [one, other] = input.people.map(({ key }) => people.get(key));
        if (!one || !other) throw new Error('a key belongs to nobody, although it was ensured');
        const isNew = await join(tx, workspaceId, one.id, other.id);
        const joined: Entry = {
          kind: 'joined',
          personId: one.id,
          happenedAt: now,
          localDate: localDate(account.zone, now),
          detail: { other: other.id },
        };
        const [oneRef = input.people[0], otherRef = input.people[1]] = persons.map(({ ref }) => ref);
        const answer: JoinedAnswer = {
          kind: 'joined',
          requestId,
          people: [oneRef, otherRef],
          isNew,
          doNotContactSince: since.length === 0 ? null : Math.min(...since),
          zone: account.zone,
        };
        return {
          answer,
          writes: [
            appendEntries(tx, frame, isNew ? [...facts, joined] : facts),
            renamePeople(tx, workspaceId, renamed),
          ],
        };
      },
    },
  );
}
