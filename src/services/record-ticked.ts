import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { loadInvitesTo } from '../ledger/load-invites-to.ts';
import { loadOwnedInvites, type OwnedInvite } from '../ledger/load-owned-invites.ts';
import { lockPeople } from '../ledger/name-people.ts';
import { chooseInvite } from '../limits/outcomes.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { OutcomeAnswer, OutcomeItem, ToldOutcome } from './answers.ts';
import type { Call } from './call.ts';
import { withInvitedAgain } from './invited-again.ts';
import { recordedOutcome, refusedOutcome } from './outcomes-of-people.ts';
import { afterSending } from './outcomes-of-unnamed.ts';
import { storedPerson } from './stored-person.ts';
import { type ChangedInvite, openAccounts, writeOutcomes } from './write-outcomes.ts';

/** Invites of the owner's, by id. */
export type RecordTicked = {
  readonly outcome: ToldOutcome;
  readonly inviteIds: readonly number[];
  /** When it happened: any instant of that local date, but never before a send. Now without it. */
  readonly when?: { readonly at: number; readonly dateOnly: boolean };
};

/**
 * Records what came of these very invites, oldest first. What was answered or has expired meanwhile is refused one by
 * one, as it is when it is typed; of what was taken back the answer has the number.
 *
 * @throws NotAllowedError for another teammate's invite: then nothing is recorded.
 */
export async function recordTicked(ledger: Ledger, call: Call, input: RecordTicked): Promise<OutcomeAnswer> {
  const { outcome, when } = input;
  const ids = [...new Set(input.inviteIds)];
  return answerOnce<OutcomeAnswer, undefined>(
    ledger,
    call,
    { verb: 'record_ticked', ...input },
    {
      accounts: 'all',
      prepare: async () => undefined,
      async decide(opened) {
        const { requestId, policy } = opened;
        const invites = await lockTicked(opened, ids);
        const accounts = await openAccounts(opened, when?.at);
        const { at = call.now, dateOnly = false } = when ?? {};
        const changed: ChangedInvite[] = [];
        const ticked = invites.flatMap((invite): readonly Ticked[] => {
          const person = storedPerson(invite);
          const account = accounts.find(({ account }) => account.id === invite.accountId)?.account;
          if (!person || !account) return [];
          const told = { at: when ? at : afterSending(at, [invite]), dateOnly, zone: call.zone };
          const choice = chooseInvite(policy, [invite], outcome, told, call.now);
          if (choice.kind === 'refused')
            return [{ invite, item: refusedOutcome(person, choice.newest, account.name, outcome) }];
          changed.push({ ...invite, at: choice.at });
          return [{ invite, item: recordedOutcome(person, invite, account.name, choice.at) }];
        });
        const items = ticked.map(({ item }) => item);
        const standings = await writeOutcomes(opened, accounts, outcome, changed);
        const gone = ids.length - items.length;
        const answer: OutcomeAnswer = {
          kind: 'outcome',
          requestId,
          undo: changed.length > 0 ? requestId : null,
          outcome,
          toldAt: call.now,
          as: call.as ?? null,
          items: outcome === 'withdrawn' ? await withWaits(ledger, opened, ticked) : items,
          ...(gone > 0 && { gone }),
          standings,
        };
        return { answer, writes: [] };
      },
    },
  );
}

type Ticked = { readonly invite: OwnedInvite; readonly item: OutcomeItem };

/** The invites as they stand behind the locks of their accounts, and then of whom they went to. */
async function lockTicked({ tx, call }: Opened, ids: readonly number[]): Promise<readonly OwnedInvite[]> {
  const invites = await loadOwnedInvites(tx, call.workspaceId, ids);
  if (invites.some(({ owner }) => owner !== call.owner))
    throw new NotAllowedError('Only the person who sent an invite can record what came of it.');
  const people = invites.flatMap(({ personId }) => personId ?? []);
  await lockPeople(tx, call.workspaceId, people);
  return invites;
}

/** With the moment from which each person can be invited again, by all the account's invites to them. */
async function withWaits(
  ledger: Ledger,
  opened: Opened,
  ticked: readonly Ticked[],
): Promise<readonly OutcomeItem[]> {
  const { tx, call, accounts } = opened;
  const persons = ticked.flatMap(({ invite }) => invite.person ?? []);
  const ids = accounts.map(({ id }) => id);
  const standing = await loadInvitesTo(tx, call.workspaceId, ids, persons);
  const oneOf = new Map(ticked.map(({ item, invite }) => [item.person?.key, invite.person]));
  const accountOf = new Map(accounts.map(({ id, name }) => [id, name]));
  const invitesTo = ({ key }: PersonRef, accountName: string) =>
    standing.filter(
      ({ person, accountId }) => person === oneOf.get(key) && accountOf.get(accountId) === accountName,
    );
  return withInvitedAgain(
    ledger,
    opened,
    ticked.map(({ item }) => item),
    invitesTo,
  );
}
