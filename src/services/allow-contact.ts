import { NotAllowedError } from '../errors.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { removeObjections } from '../ledger/do-not-contact.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { ContactAllowedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { openPersons, recordAbout } from './open-persons.ts';
import { roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/**
 * Takes people off the do-not-contact list of the whole workspace, with every key of theirs.
 *
 * @throws NotAllowedError unless a manager of the workspace asks.
 */
export async function allowContact(
  ledger: Ledger,
  call: Call,
  input: { readonly people: readonly PersonRef[] },
): Promise<ContactAllowedAnswer> {
  const { workspaceId } = call;
  return answerOnce(
    ledger,
    call,
    { verb: 'allow-contact', ...input },
    {
      async prepare(tx) {
        const settings = await loadSettings(tx, workspaceId);
        if (!roleIn(settings, call).isManager)
          throw new NotAllowedError(
            'Only managers of the workspace can take somebody off the do-not-contact list. Please ask one.',
          );
        return openPersons(ledger, tx, call, input.people);
      },
      async decide(opened, persons) {
        const { tx } = opened;
        const { account, frame, facts } = await openAccount(opened);
        const hashes = persons.flatMap((person) => person.hashes);
        const removed = new Set(await removeObjections(tx, workspaceId, hashes));
        const items = persons.map(({ ref, hashes }) => ({
          person: ref,
          wasListed: hashes.filter((hash) => removed.delete(hash)).length > 0,
        }));
        const allowed = persons.filter((_, index) => items[index]?.wasListed);
        const { entries } = await recordAbout(tx, call, allowed, {
          kind: 'contact_allowed',
          zone: account.zone,
        });
        return {
          answer: { kind: 'contact_allowed', items, zone: account.zone },
          writes: [appendEntries(tx, frame, [...facts, ...entries])],
        };
      },
    },
  );
}
