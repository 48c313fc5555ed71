import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { addObjections, loadObjections } from '../ledger/do-not-contact.ts';
import { loadPendingTo } from '../ledger/load-pending-to.ts';
import { lookBack } from '../limits/horizon.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { ObjectionAnswer, ObjectionItem } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { openPersons, recordAbout } from './open-persons.ts';
import { roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/**
 * Puts people on the do-not-contact list, for everybody of the workspace and whatever they are called by. The list keeps
 * keyed hashes and dates only, so it outlives the person's erasure. Who is on it keeps their date; a key joined with them
 * since then is added to it.
 */
export async function objectToContact(
  ledger: Ledger,
  call: Call,
  input: { readonly people: readonly PersonRef[] },
): Promise<ObjectionAnswer> {
  const { workspaceId, now } = call;
  // Beside it stands who asked: of who objects no more is kept than the answer to a repeated delivery needs.
  const request = { verb: 'do-not-contact', people: input.people.length };
  return answerOnce(ledger, call, request, {
    prepare: (tx) => openPersons(ledger, tx, call, input.people),
    async decide(opened, persons) {
      const { tx, policy } = opened;
      const { account, frame, facts } = await openAccount(opened);
      const hashes = persons.flatMap((person) => person.hashes);
      const added = new Set(await addObjections(tx, workspaceId, hashes, now));
      const since = await loadObjections(tx, workspaceId, hashes);

      // Each hash is new to the first who brings it: a person written twice is on the list the second time.
      const listed = persons.map((person) => ({
        ...person,
        added: person.hashes.filter((hash) => added.delete(hash)).length,
      }));
      const changed = listed.filter((person) => person.added > 0);
      const recorded = await recordAbout(tx, call, changed, { kind: 'do_not_contact', zone: account.zone });
      const everybody = listed.map((one) => recorded.persons.find(({ ref }) => ref === one.ref) ?? one);
      const { pendingAfter } = lookBack(policy, now, now);
      const ids = everybody.flatMap(({ memberIds }) => memberIds);
      const { isManager, teams } = roleIn(await loadSettings(tx, workspaceId), call);
      const reader = { workspaceId, reader: call.userId, everybody: isManager, teams };
      const pending = await loadPendingTo(tx, reader, ids, pendingAfter);

      const items = everybody.map(
        (person): ObjectionItem => ({
          person: person.ref,
          since: Math.min(...person.hashes.flatMap((hash) => since.get(hash) ?? [])),
          isNew: person.added === person.hashes.length,
          pending: pending.flatMap(({ personId, ...invite }) =>
            person.memberIds.includes(personId) ? [invite] : [],
          ),
        }),
      );
      return {
        answer: { kind: 'objection', items, zone: account.zone },
        writes: [appendEntries(tx, frame, [...facts, ...recorded.entries])],
      };
    },
  });
}
