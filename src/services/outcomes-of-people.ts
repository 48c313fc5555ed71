import type { Ledger } from '../ledger/connect.ts';
import { oneOf, type Person } from '../ledger/find-people.ts';
import { type Invite, loadInvitesTo } from '../ledger/load-invites-to.ts';
import { chooseInvite, type OutcomeTime } from '../limits/outcomes.ts';
import { canBecome } from '../limits/states.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import type { OpenOutcome, OutcomeItem, RecordedOutcome, RefusedOutcome, ToldOutcome } from './answers.ts';
import { mostCandidates } from './choices.ts';
import { withInvitedAgain } from './invited-again.ts';
import { afterSending } from './outcomes-of-unnamed.ts';
import { type Meant, whoIsMeant } from './who-is-meant.ts';
import type { ChangedInvite, OutcomeAccount } from './write-outcomes.ts';

/** What is told of people. Of one who was chosen by a button, only the invite that the button stood for counts. */
export type ToldOfPeople = {
  readonly outcome: ToldOutcome;
  readonly people: readonly PersonRef[];
  readonly time: OutcomeTime & { readonly isNow: boolean };
  readonly inviteId?: number;
};

/**
 * What becomes of each person's invites, in the order typed, each after the former. A name in quotes is also looked for
 * among the people whose invites are pending, and if it fits none of them, among all who were invited: one fits, it is
 * theirs; several, they are for choosing.
 */
export async function outcomesOfPeople(
  ledger: Ledger,
  opened: Opened,
  accounts: readonly OutcomeAccount[],
  told: ToldOfPeople,
  found: ReadonlyMap<string, Person>,
): Promise<{ readonly items: readonly OutcomeItem[]; readonly changed: readonly ChangedInvite[] }> {
  const { tx, call, policy } = opened;
  const { outcome, time, inviteId } = told;
  const accountIds = accounts.map(({ account }) => account.id);
  const { people, meant } = await whoIsMeant(opened, accountIds, {
    typed: told.people,
    at: time.at,
    // A button stands for one person: the name is not looked for again.
    lookForNames: inviteId === undefined,
    found,
  });
  const loaded = await loadInvitesTo(tx, call.workspaceId, accountIds, [...people.values()].map(oneOf));
  const nameOf = ({ accountId }: Invite) =>
    accounts.find(({ account }) => account.id === accountId)?.account.name ?? '';

  let standing: readonly Invite[] = loaded;
  const changed: ChangedInvite[] = [];

  function choiceFor({ one }: Meant) {
    const theirs = standing.filter(
      ({ id, person }) => person === one && (inviteId === undefined || id === inviteId),
    );
    const at = time.isNow ? afterSending(time.at, theirs) : time.at;
    return chooseInvite(policy, theirs, outcome, { ...time, at }, call.now);
  }

  function record(person: PersonRef, invite: Invite, at: number): RecordedOutcome {
    const typed = people.get(person.key)?.id;
    changed.push({
      ...invite,
      at,
      ...(typed !== undefined && typed !== invite.personId && { typedAs: typed }),
    });
    standing = standing.map((other) =>
      other.id === invite.id ? { ...other, state: outcome, stateAt: at } : other,
    );
    return recordedOutcome(person, invite, nameOf(invite), at);
  }

  const items = told.people.map((typed): OutcomeItem => {
    const choices = meant(typed).map((person) => ({ person, choice: choiceFor(person) }));
    const fitting = choices.flatMap(({ person, choice }) =>
      choice.kind === 'chosen' ? { person: person.ref, invite: choice.invite, at: choice.at } : [],
    );
    const [first, second] = fitting;
    if (first && !second) return record(first.person, first.invite, first.at);
    if (first) return offer(typed, fitting, nameOf);
    const [newest] = choices
      .flatMap(({ person, choice }) => (choice.kind === 'refused' ? { person, newest: choice.newest } : []))
      .sort((a, b) => (b.newest?.invite.sentAt ?? 0) - (a.newest?.invite.sentAt ?? 0));
    const refused = newest?.newest ?? null;
    return refusedOutcome(
      newest?.person.ref ?? typed,
      refused,
      refused ? nameOf(refused.invite) : '',
      outcome,
    );
  });
  if (outcome !== 'withdrawn') return { items, changed };
  const invitesTo = (person: PersonRef, accountName: string) => {
    const known = people.get(person.key);
    return standing.filter((one) => known && one.person === oneOf(known) && nameOf(one) === accountName);
  };
  return { items: await withInvitedAgain(ledger, opened, items, invitesTo), changed };
}

/** An invite that an outcome goes to, as it is answered; what withdrawing it means is found later. */
export function recordedOutcome(
  person: PersonRef,
  { sentAt }: Invite,
  accountName: string,
  at: number,
): RecordedOutcome {
  return { person, recorded: true, accountName, sentAt, at, again: null };
}

/** What stands in the way of an outcome: the newest invite, if there is one. */
export function refusedOutcome(
  person: PersonRef,
  newest: Newest,
  accountName: string,
  outcome: ToldOutcome,
): RefusedOutcome {
  if (newest === null) return { person, recorded: false, invite: null };
  const { invite, state, since: stateAt } = newest;
  const tooEarly = canBecome(state, outcome);
  return {
    person,
    recorded: false,
    invite: { accountName, sentAt: invite.sentAt, state, stateAt, tooEarly },
  };
}

type Newest = Extract<ReturnType<typeof chooseInvite<Invite>>, { kind: 'refused' }>['newest'];
type Fitting = { readonly person: PersonRef; readonly invite: Invite; readonly at: number };

/** What the buttons need, and no more: those sent last come first. */
function offer(
  person: PersonRef,
  fitting: readonly Fitting[],
  accountNameOf: (invite: Invite) => string,
): OpenOutcome {
  const candidates = fitting
    .toSorted((a, b) => b.invite.sentAt - a.invite.sentAt || b.invite.id - a.invite.id)
    .slice(0, mostCandidates)
    .map(({ person: whom, invite, at }) => ({
      person: whom,
      inviteId: invite.id,
      accountName: accountNameOf(invite),
      sentAt: invite.sentAt,
      at,
    }));
  return { person, recorded: false, candidates, fitting: fitting.length };
}
