import { horizon, lookBack, widest } from '../../src/limits/horizon.ts';
import type { Invite } from '../../src/limits/outcomes.ts';
import type { Policy, Resource } from '../../src/limits/policy.ts';
import type { PersonFacts } from '../../src/limits/reason.ts';
import {
  type AccountTerms,
  type DayCount,
  emptyDay,
  type Restriction,
  type Snapshot,
} from '../../src/limits/snapshot.ts';
import { stateAt } from '../../src/limits/states.ts';
import { accounts } from './facts.ts';
import { dateByIntl } from './history.ts';

export type BookInvite = Invite & { readonly person: number | null; readonly exempt: boolean };
export type BookAccount = {
  /** What was in force from an instant on, in the order it was told. */
  readonly terms: { readonly from: number; readonly terms: AccountTerms }[];
  readonly days: Record<Resource, Map<string, DayCount>>;
  readonly sends: { readonly resource: Resource; readonly at: number; readonly exempt: boolean }[];
  restrictions: Restriction[];
  readonly overCap: { readonly at: number; readonly quantity: number }[];
  readonly exposureSaid: Set<string>;
  invites: BookInvite[];
};

/** What a ledger keeps, without one: counts by local date, instants, and the present state of each invite. */
export class Book {
  readonly accounts: readonly BookAccount[];
  readonly doNotContact = new Map<number, number>();
  readonly policy: Policy;
  #invites = 0;

  constructor(policy: Policy, zones: readonly string[]) {
    this.policy = policy;
    this.accounts = accounts.map((index) => ({
      terms: [{ from: Number.NEGATIVE_INFINITY, terms: { type: 'free', zone: zones[index] ?? 'UTC' } }],
      days: { connection: new Map(), page: new Map() },
      sends: [],
      restrictions: [],
      overCap: [],
      exposureSaid: new Set(),
      invites: [],
    }));
  }

  account(index: number): BookAccount {
    const account = this.accounts[index];
    if (account === undefined) throw new Error('no such account');
    return account;
  }

  terms(index: number, at: number): AccountTerms {
    const found = this.account(index).terms.findLast(({ from }) => from <= at);
    if (found === undefined) throw new Error('an account has had terms for ever');
    return found.terms;
  }

  /** Adds to the counts of the local date in the zone that was in force. */
  count(index: number, resource: Resource, at: number, added: Partial<Omit<DayCount, 'date'>>): void {
    const date = dateByIntl(this.terms(index, at).zone, at);
    const days = this.account(index).days[resource];
    const before = days.get(date) ?? emptyDay(date);
    const add = (name: keyof Omit<DayCount, 'date'>) => before[name] + (added[name] ?? 0);
    days.set(date, {
      date,
      sent: add('sent'),
      sentExempt: add('sentExempt'),
      accepted: add('accepted'),
      acceptedExempt: add('acceptedExempt'),
      notes: add('notes'),
      counter: add('counter'),
    });
  }

  addInvite(index: number, person: number | null, at: number, exempt: boolean): void {
    this.#invites += 1;
    const invite = { id: this.#invites, person, sentAt: at, state: 'pending', stateAt: at, exempt } as const;
    this.account(index).invites.push(invite);
  }

  /** What is loaded for a request of `at`: no more than the horizon and the look-back ask for. */
  snapshot(index: number, at: number, now: number): Snapshot {
    const account = this.account(index);
    const [then, present] = [this.terms(index, at), this.terms(index, now)];
    const { firstDate, lastDate, sendsAfter } = widest(
      horizon(this.policy, then.zone, at),
      horizon(this.policy, present.zone, now),
    );
    const back = lookBack(this.policy, at, now);
    const days = (resource: Resource) =>
      [...account.days[resource].values()]
        .filter(({ date }) => firstDate <= date && date <= lastDate)
        .sort((a, b) => (a.date < b.date ? -1 : 1));
    const sends = (resource: Resource, all: boolean) =>
      account.sends
        .filter((send) => send.resource === resource && send.at > sendsAfter && (all || send.exempt))
        .map((send) => send.at)
        .sort((a, b) => a - b);
    const pending = account.invites.filter(
      ({ state, sentAt }) => state === 'pending' && sentAt > back.pendingAfter,
    );
    const recent = pending.filter(({ sentAt }) => sentAt > back.recentPendingAfter);
    return {
      account: then,
      present,
      days: { connection: days('connection'), page: days('page') },
      sends: { connection: sends('connection', true), page: sends('page', true) },
      exemptSends: { connection: sends('connection', false), page: sends('page', false) },
      pending: {
        total: pending.length,
        recent: recent.length,
        recentExempt: recent.filter(({ exempt }) => exempt).length,
      },
      restrictions: account.restrictions.filter(
        ({ startedAt, endsAt }) =>
          startedAt <= at && (startedAt > back.troubleAfter || endsAt === null || endsAt > at),
      ),
      overCapSends: account.overCap
        .filter((over) => over.at > back.troubleAfter && over.at <= at)
        .reduce((sum, { quantity }) => sum + quantity, 0),
      exposureSaid: account.exposureSaid.has(monthOf(present, now)),
    };
  }

  /** What is loaded of a person, the same way. */
  person(index: number, id: number, at: number, now: number): PersonFacts {
    const back = lookBack(this.policy, at, now);
    const to = (account: BookAccount) => account.invites.filter(({ person }) => person === id);
    const own = to(this.account(index));
    const newest = own.filter(({ state }) => state === 'pending').sort((a, b) => b.sentAt - a.sentAt)[0];
    const last = own.filter(({ state }) => state === 'accepted').sort((a, b) => b.stateAt - a.stateAt)[0];
    return {
      id,
      invites: own.filter(
        (invite) =>
          invite.sentAt > back.invitesAfter ||
          invite === newest ||
          invite === last ||
          (invite.state === 'withdrawn' && invite.stateAt > back.withdrawnAfter),
      ),
      teammates: this.accounts.flatMap((account, other) =>
        other === index
          ? []
          : to(account)
              .filter(
                ({ state, sentAt }) =>
                  sentAt > back.teammatesAfter || state === 'pending' || state === 'accepted',
              )
              .map((invite) => ({ ...invite, teammate: String(other) })),
      ),
      doNotContactSince: this.doNotContact.get(id) ?? null,
    };
  }

  /** The daily job: writes down what has expired. */
  expire(now: number): void {
    for (const account of this.accounts) {
      account.invites = account.invites.map((invite) => {
        const { state, since } = stateAt(invite, this.policy, now);
        return { ...invite, state, stateAt: since };
      });
    }
  }
}

export function monthOf({ zone }: AccountTerms, now: number): string {
  return dateByIntl(zone, now).slice(0, 7);
}
