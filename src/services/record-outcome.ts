import { addUsage, type UsageChange } from '../ledger/add-usage.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeInvites } from '../ledger/change-invites.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import { findPeople } from '../ledger/find-people.ts';
import { type Invite, loadInvitesTo } from '../ledger/load-invites-to.ts';
import { canBecome } from '../limits/states.ts';
import { localDate } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import { answerOnce } from './answer-once.ts';
import type { OutcomeAnswer, OutcomeItem } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { standingNow } from './position.ts';

export type RecordOutcome = {
  readonly outcome: 'accepted';
  readonly people: readonly PersonRef[];
  /** When it happened; a date without a time holds for any instant of that local date. Now without it. */
  readonly when?: { readonly at: number; readonly dateOnly: boolean };
};

/**
 * Records what came of invitations. An outcome goes to the newest invite of the caller's account to that person that was
 * sent at or before it and allows it (limits.md, "States of an invite"). It counts on the local date on which it happened.
 */
export async function recordOutcome(
  ledger: Ledger,
  call: Call,
  input: RecordOutcome,
): Promise<OutcomeAnswer> {
  const { outcome } = input;
  return answerOnce(
    ledger,
    call,
    { verb: outcome, ...input },
    {
      prepare: (tx) =>
        findPeople(
          tx,
          call.workspaceId,
          input.people.map((person) => person.key),
        ),
      async decide(opened, people) {
        const { tx } = opened;
        const { account, frame, facts } = await openAccount(opened);
        const ids = [...people.values()].map((person) => person.id);
        const [invites, then] = await Promise.all([
          loadInvitesTo(tx, account, ids),
          input.when === undefined ? account : findAccountAt(tx, opened.request.account, input.when.at),
        ]);

        const changed: ChangedInvite[] = [];
        const items = input.people.map((ref): OutcomeItem => {
          const known = people.get(ref.key);
          const person = known?.name ? { key: ref.key, name: known.name } : ref;
          const theirs = invites.filter((invite) => invite.personId === known?.id);
          const [invite] = theirs.flatMap((candidate): ChangedInvite[] => {
            const at = instantOf(input.when, candidate, then.zone, call.now);
            const free =
              canBecome(candidate.state, outcome) && !changed.some((other) => other.id === candidate.id);
            return at !== null && free ? [{ ...candidate, at }] : [];
          });
          if (!invite) return { person, recorded: false, invite: standInTheWay(theirs, changed) };
          changed.push(invite);
          return { person, recorded: true, sentAt: invite.sentAt, at: invite.at };
        });

        const outcomes = changed.map((invite) => outcomeEntry(outcome, invite, then.zone));
        await Promise.all([
          appendEntries(tx, frame, [...facts, ...outcomes]),
          changeInvites(tx, account, outcome, changed),
          addUsage(tx, account, countByDate(outcomes)),
        ]);
        const standing = await standingNow(tx, call, account);
        return { answer: { kind: 'outcome', outcome, items, standing }, writes: [] };
      },
    },
  );
}

/** An invite and when its outcome happened. */
type ChangedInvite = Invite & { readonly at: number };

function outcomeEntry(kind: 'accepted', invite: ChangedInvite, zone: string): Entry {
  const { id: inviteId, personId, at: happenedAt } = invite;
  return { kind, personId, inviteId, happenedAt, localDate: localDate(zone, happenedAt) };
}

/** When the outcome of this invite happened; null if that would be before it was sent. "Now" never is, whatever the clocks say. */
function instantOf(when: RecordOutcome['when'], invite: Invite, zone: string, now: number): number | null {
  if (when === undefined) return Math.max(now, invite.sentAt);
  if (invite.sentAt <= when.at) return when.at;
  const isSameDate = localDate(zone, invite.sentAt) === localDate(zone, when.at);
  return when.dateOnly && isSameDate ? invite.sentAt : null;
}

/** The newest invite as it stands, this request's own changes included: what the refusal names. */
function standInTheWay(
  invites: readonly Invite[],
  changed: readonly ChangedInvite[],
): (OutcomeItem & { recorded: false })['invite'] {
  const [newest] = invites;
  if (!newest) return null;
  const now = changed.find((invite) => invite.id === newest.id);
  return now
    ? { sentAt: now.sentAt, state: 'accepted', stateAt: now.at }
    : { sentAt: newest.sentAt, state: newest.state, stateAt: newest.stateAt };
}

function countByDate(outcomes: readonly Entry[]): UsageChange[] {
  const counts = new Map<string, number>();
  for (const { localDate: date } of outcomes) counts.set(date, (counts.get(date) ?? 0) + 1);
  return [...counts].map(([date, accepted]) => ({ resource: 'connection', localDate: date, accepted }));
}
