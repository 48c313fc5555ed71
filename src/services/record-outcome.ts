import { addUsage, type UsageChange } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import { findPeople, oneOf } from '../ledger/find-people.ts';
import { type Invite, loadInvitesTo } from '../ledger/load-invites-to.ts';
import { chooseInvite } from '../limits/outcomes.ts';
import type { Outcome } from '../limits/states.ts';
import { localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { OutcomeAnswer, OutcomeItem } from './answers.ts';
import type { Call } from './call.ts';
import { knownAs } from './judge-sends.ts';
import { type CurrentAccount, openAccount } from './open-account.ts';
import { standingNow } from './position.ts';

export type RecordOutcome = {
  /** What a teammate can tell; an expiry is nobody's doing. */
  readonly outcome: Exclude<Outcome, 'expired'>;
  readonly people: readonly PersonRef[];
  /** When it happened; a date without a time holds for any instant of that local date. Now without it. */
  readonly when?: { readonly at: number; readonly dateOnly: boolean };
};

/**
 * Records what came of invitations. An outcome goes to the newest invite to that person, of the account that `as` names
 * or of any of the owner's, that was sent at or before it and allows it (limits.md, "States of an invite"). It counts on
 * the local date on which it happened.
 */
export async function recordOutcome(
  ledger: Ledger,
  call: Call,
  input: RecordOutcome,
): Promise<OutcomeAnswer> {
  const { outcome } = input;
  const keys = input.people.map((person) => person.key);
  return answerOnce(
    ledger,
    call,
    { verb: outcome, ...input },
    {
      accounts: 'all',
      prepare: (tx) => findPeople(tx, call.workspaceId, keys),
      async decide(opened, people) {
        const { tx, policy, requestId } = opened;
        const current = await openAccounts(opened, input.when?.at);
        const invites = await loadInvitesTo(
          tx,
          call.workspaceId,
          current.map(({ account }) => account.id),
          [...people.values()].map(oneOf),
        );

        const { at = call.now, dateOnly = false } = input.when ?? {};
        const zone = current[0]?.then.zone ?? call.zone;
        let standing = invites;
        const changed: ChangedInvite[] = [];
        const items = input.people.map((ref): OutcomeItem => {
          const known = people.get(ref.key);
          const person = knownAs(known, ref);
          const theirs = standing.filter((invite) => known && invite.person === oneOf(known));
          // "Now" is never before the send, whatever the clocks of two machines say.
          const latest = input.when === undefined ? Math.max(at, ...theirs.map(({ sentAt }) => sentAt)) : at;
          const choice = chooseInvite(policy, theirs, outcome, { at: latest, dateOnly, zone }, call.now);
          if (choice.kind === 'refused') return { person, recorded: false, invite: inTheWay(choice.newest) };
          const { invite } = choice;
          changed.push({ ...invite, at: choice.at });
          standing = standing.map((other) =>
            other.id === invite.id ? { ...other, state: outcome, stateAt: choice.at } : other,
          );
          return { person, recorded: true, sentAt: invite.sentAt, at: choice.at };
        });

        await writeOutcomes(opened, current, outcome, changed);
        const moved = current.find(({ account }) =>
          changed.some(({ accountId }) => accountId === account.id),
        );
        const account = (moved ?? current[0])?.account ?? opened.account;
        return {
          answer: {
            kind: 'outcome',
            requestId,
            outcome,
            items,
            standing: await standingNow(tx, call, policy, account),
          },
          writes: [],
        };
      },
    },
  );
}

type OpenedAccount = CurrentAccount & { readonly then: { readonly zone: string } };

/** Every account that the request is about, with the zone in which the outcome's date is read. */
async function openAccounts(opened: Opened, at: number | undefined): Promise<readonly OpenedAccount[]> {
  return Promise.all(
    opened.accounts.map(async (account) => {
      const current = await openAccount(opened, account);
      const then = at === undefined ? current.account : await findAccountAt(opened.tx, account, at);
      return { ...current, then };
    }),
  );
}

/** An invite as it was, and when its outcome happened. */
type ChangedInvite = Invite & { readonly at: number };

async function writeOutcomes(
  { tx, call }: Opened,
  current: readonly OpenedAccount[],
  outcome: RecordOutcome['outcome'],
  changed: readonly ChangedInvite[],
): Promise<void> {
  let ordinal = 0;
  for (const { account, frame, facts, then } of current) {
    const mine = changed.filter(({ accountId }) => accountId === account.id);
    const outcomes = mine.map((invite) => outcomeEntry(outcome, invite, then.zone));
    const usage = outcome === 'accepted' ? mine.map((invite) => acceptance(invite, then.zone)) : [];
    if (usage.length > 0) await tx.run(addUsage(account, usage));
    await appendEntries(tx, frame, [...facts, ...outcomes], ordinal);
    ordinal += facts.length + outcomes.length;
  }
  await changeInvites(
    tx,
    call.workspaceId,
    changed.map(({ id, at }) => ({ id, state: outcome, at })),
  );
}

function outcomeEntry(kind: RecordOutcome['outcome'], invite: ChangedInvite, zone: string): Entry {
  const { id: inviteId, personId, at: happenedAt, state, stateAt } = invite;
  const detail = state === 'pending' ? {} : { detail: { was: { state, at: stateAt } } };
  return { kind, personId, inviteId, happenedAt, localDate: localDate(zone, happenedAt), ...detail };
}

function acceptance({ at, exempt }: ChangedInvite, zone: string): UsageChange {
  return {
    resource: 'connection',
    localDate: localDate(zone, at),
    accepted: 1,
    acceptedExempt: exempt ? 1 : 0,
  };
}

type Newest = Extract<ReturnType<typeof chooseInvite<Invite>>, { kind: 'refused' }>['newest'];

/** The newest invite as it stands: what the refusal names. */
function inTheWay(newest: Newest): Extract<OutcomeItem, { recorded: false }>['invite'] {
  return newest && { sentAt: newest.invite.sentAt, state: newest.state, stateAt: newest.since };
}
