import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listWaitingAccounts } from '../ledger/list-waiting-accounts.ts';
import { loadInvitesTo } from '../ledger/load-invites-to.ts';
import { loadOwnedInvites, type OwnedInvite } from '../ledger/load-owned-invites.ts';
import { lockPeople } from '../ledger/name-people.ts';
import { lookBack } from '../limits/horizon.ts';
import { chooseInvite } from '../limits/outcomes.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { OutcomeAnswer, OutcomeItem } from './answers.ts';
import { withInvitedAgain } from './invited-again.ts';
import { recordedOutcome, refusedOutcome } from './outcomes-of-people.ts';
import { afterSending } from './outcomes-of-unnamed.ts';
import type { RecordTicked } from './record-ticked.ts';
import { storedPerson } from './stored-person.ts';
import { type ChangedInvite, openAccounts, writeOutcomes } from './write-outcomes.ts';

/**
 * Writes what came of these invites of the locked accounts. With `checked` also that they looked at all whom they wait
 * for: an entry for each account that waited.
 *
 * @throws NotAllowedError for another teammate's invite.
 */
export async function writeTicked(
  ledger: Ledger,
  opened: Opened,
  { outcome, when, inviteIds, checked = false }: RecordTicked & { readonly checked?: boolean },
): Promise<OutcomeAnswer> {
  const { call, requestId, policy } = opened;
  const ids = [...new Set(inviteIds)];
  const invites = await lockTicked(opened, ids);
  const waiting = checked ? await waitingAccounts(opened) : [];
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
  const standings = await writeOutcomes(opened, accounts, outcome, changed, waiting);
  const gone = ids.length - items.length;
  return {
    kind: 'outcome',
    requestId,
    undo: changed.length + waiting.length > 0 ? requestId : null,
    outcome,
    toldAt: call.now,
    as: call.as ?? null,
    items: outcome === 'withdrawn' ? await withWaits(ledger, opened, ticked) : items,
    ...(gone > 0 && { gone }),
    ...(checked && { checked: waiting.length > 0 ? 'recorded' : 'nothing_pending' }),
    standings,
  };
}

async function waitingAccounts({ tx, call, policy, accounts }: Opened): Promise<readonly number[]> {
  const { pendingAfter: sentAfter } = lookBack(policy, call.now, call.now);
  const accountIds = accounts.map(({ id }) => id);
  return listWaitingAccounts(tx, { workspaceId: call.workspaceId, accountIds, sentAfter });
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
