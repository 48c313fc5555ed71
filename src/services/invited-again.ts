import type { Ledger } from '../ledger/connect.ts';
import { listPeople } from '../ledger/list-people.ts';
import type { Invite } from '../ledger/load-invites-to.ts';
import { afterWithdrawal } from '../limits/after-withdrawal.ts';
import { samePerson } from '../limits/same-person.ts';
import { emptySnapshot } from '../limits/snapshot.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { InvitedAgain, OutcomeItem } from './answers.ts';
import { keysOf } from './judge-sends.ts';
import { positionOf } from './position.ts';

/**
 * Withdrawals with the moment from which the account can invite each person again, given its invites to them as they stand
 * after it. Of who is on the do-not-contact list, by whatever key of theirs, nothing is said.
 */
export async function withInvitedAgain(
  ledger: Ledger,
  opened: Opened,
  items: readonly OutcomeItem[],
  invitesTo: (person: PersonRef, accountName: string) => readonly Invite[],
): Promise<readonly OutcomeItem[]> {
  const { tx, call, policy } = opened;
  const { workspaceId } = call;
  const recorded = items.flatMap((item) => (item.recorded && item.person ? item.person : []));
  if (recorded.length === 0) return items;
  const keys = recorded.map(({ key }) => key);
  const people = await listPeople(tx, workspaceId, keys);
  const hashesOf = ({ key }: PersonRef) => ledger.hashesOf(workspaceId, keysOf(key, people));
  const { doNotContact } = await positionOf(tx, call, policy, { hashes: recorded.flatMap(hashesOf) });
  return items.map((item): OutcomeItem => {
    if (!item.recorded || item.person === null) return item;
    if (hashesOf(item.person).some((hash) => doNotContact.has(hash))) return item;
    return { ...item, again: invitedAgain(opened, invitesTo(item.person, item.accountName)) };
  });
}

/** From when the account can invite a person again, given its invites to them as they stand after a withdrawal. */
function invitedAgain({ policy, call }: Opened, invites: readonly Invite[]): InvitedAgain {
  const at = Math.max(
    call.now,
    ...invites.flatMap(({ state, stateAt }) => (state === 'withdrawn' ? stateAt : [])),
  );
  const person = { id: 0, invites, teammates: [], doNotContactSince: null };
  const question = {
    policy,
    snapshot: emptySnapshot({ type: 'free', zone: call.zone }),
    request: { resource: 'connection', quantity: 1, at, exempt: false, note: null, person },
    now: call.now,
  } as const;
  const repeat = samePerson(question)?.allowedAgainAt ?? null;
  const wait = afterWithdrawal(question)?.allowedAgainAt ?? null;
  if (wait !== null && wait >= (repeat ?? wait))
    return { from: wait, waitDays: policy.afterWithdrawalDays.value };
  return { from: repeat, waitDays: null };
}
