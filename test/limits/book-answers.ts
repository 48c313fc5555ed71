import { applyDecided } from '../../src/limits/batch.ts';
import { setCounter } from '../../src/limits/counter.ts';
import { decide } from '../../src/limits/decide.ts';
import { readMeters } from '../../src/limits/meters.ts';
import { chooseInvite, chooseUnnamed, type OutcomeTime } from '../../src/limits/outcomes.ts';
import { atPresent } from '../../src/limits/snapshot.ts';
import type { SaidMeter, SaidReason } from '../../src/services/said.ts';
import { type Book, type BookInvite, monthOf } from './book.ts';
import type { Fact } from './facts.ts';
import type { NaiveMeter } from './naive.ts';
import type { NaiveAnswer } from './naive-answers.ts';

/** Tells the book a fact, by the engine, and says what is answered in the words of the naive log. */
export function enter(book: Book, fact: Fact): NaiveAnswer {
  const account = book.account(fact.account);
  const { now } = fact;
  switch (fact.verb) {
    case 'log':
    case 'page':
      return send(book, fact);
    case 'accepted':
    case 'declined':
    case 'ignored':
    case 'withdrawn':
      return outcome(book, fact);
    case 'counter': {
      const setting = setCounter(book.policy, book.snapshot(fact.account, now, now), now, fact.left);
      if (setting.kind !== 'adjust') return { recorded: false };
      book.count(fact.account, 'connection', now, { counter: setting.adjustment });
      return { recorded: true };
    }
    case 'restricted':
    case 'lifted': {
      const holds = account.restrictions.find(({ endsAt }) => endsAt === null || now < endsAt);
      const endsAt = fact.verb === 'lifted' ? now : fact.until;
      if (holds !== undefined) {
        account.restrictions = account.restrictions.map((one) => (one === holds ? { ...one, endsAt } : one));
      } else if (fact.verb === 'restricted') account.restrictions.push({ startedAt: now, endsAt });
      return { recorded: true };
    }
    case 'type':
      account.terms.push({ from: now, terms: { ...book.terms(fact.account, now), type: fact.type } });
      return { recorded: true };
    case 'zone':
      account.terms.push({ from: now, terms: { ...book.terms(fact.account, now), zone: fact.zone } });
      return { recorded: true };
    case 'do_not_contact':
      book.doNotContact.set(fact.person, book.doNotContact.get(fact.person) ?? now);
      return { recorded: true };
    case 'allow_contact':
      book.doNotContact.delete(fact.person);
      return { recorded: true };
    case 'job':
      book.expire(now);
      return { recorded: true };
  }
}

export function bookMeters(book: Book, account: number, now: number): NaiveMeter[] {
  return readMeters(book.policy, book.snapshot(account, now, now), now).map(meterInWords);
}

function send(book: Book, fact: Extract<Fact, { verb: 'log' | 'page' }>): NaiveAnswer {
  const { policy } = book;
  const { account: index, at, now, quantity } = fact;
  const isPage = fact.verb === 'page';
  const resource = isPage ? 'page' : 'connection';
  const exempt = !isPage && fact.exempt;
  const person = isPage ? null : fact.person;
  const note = isPage || fact.note === null ? null : { length: fact.note };
  const snapshot = book.snapshot(index, at, now);
  const request = {
    resource,
    quantity,
    at,
    exempt,
    note,
    person: person === null ? null : book.person(index, person, at, now),
  } as const;
  const decision = decide(policy, snapshot, request, now);
  const { verdict, reasons, meters } = decision;
  const recorded = verdict !== 'block' || (fact.override && decision.overridable);
  const answer = {
    verdict,
    reasons: reasons.map(reasonInWords).sort(),
    meters: meters.map(meterInWords),
    recorded,
  };
  if (!recorded) return answer;

  const account = book.account(index);
  const after = applyDecided(policy, snapshot, request, decision, now);
  for (let each = 0; each < quantity; each += 1) {
    account.sends.push({ resource, at, exempt });
    if (!isPage) book.addInvite(index, person, at, exempt);
  }
  book.count(index, resource, at, {
    sent: quantity,
    sentExempt: exempt ? quantity : 0,
    notes: note === null ? 0 : quantity,
  });
  if (after.overCapSends > snapshot.overCapSends) account.overCap.push({ at, quantity });
  if (after.exposureSaid) account.exposureSaid.add(monthOf(snapshot.present, now));
  const reloaded = book.snapshot(index, at, now);
  if (JSON.stringify(reloaded) !== JSON.stringify(after)) throw new Error('not what a reload finds');
  return answer;
}

function outcome(
  book: Book,
  fact: Extract<Fact, { verb: 'accepted' | 'declined' | 'ignored' | 'withdrawn' }>,
): NaiveAnswer {
  const { policy } = book;
  const { account: index, person, verb, at, now, dateOnly, count } = fact;
  const account = book.account(index);
  const theirs = account.invites.filter((invite) => invite.person === person);
  const when: OutcomeTime = { at, dateOnly, zone: book.terms(index, now).zone };
  if (person === null) {
    const choice = chooseUnnamed(policy, theirs, count, when);
    if (choice.kind === 'too_few') return { recorded: false, refused: `${choice.pending} pending` };
    return record(choice.invites);
  }
  const choice = chooseInvite(policy, theirs, verb, when, now);
  if (choice.kind === 'chosen') return record([choice]);
  const { newest } = choice;
  const refused =
    newest === null ? 'never invited' : `${newest.invite.sentAt} ${newest.state} ${newest.since}`;
  return { recorded: false, refused };

  function record(chosen: readonly { readonly invite: BookInvite; readonly at: number }[]): NaiveAnswer {
    for (const { invite, at: happenedAt } of chosen) {
      account.invites = account.invites.map((one) =>
        one.id === invite.id ? { ...one, state: verb, stateAt: happenedAt } : one,
      );
      const acceptedExempt = invite.exempt ? 1 : 0;
      if (verb === 'accepted') book.count(index, 'connection', happenedAt, { accepted: 1, acceptedExempt });
    }
    return { recorded: true, chosen: chosen.map((one) => `${one.invite.sentAt} ${one.at}`) };
  }
}

export function meterInWords({
  limit,
  used,
  cap,
  remaining,
  level,
  resetsAt,
  roomAgainAt,
}: SaidMeter): NaiveMeter {
  return { id: limit.id, used, cap, remaining, level, resetsAt, roomAgainAt };
}

export function reasonInWords(reason: SaidReason): string {
  const start = `${reason.code} ${reason.verdict}`;
  const risk = (of: { restrictions: number; overCapSends: number } | null) =>
    of === null ? 'null' : `${of.restrictions} ${of.overCapSends}`;
  switch (reason.code) {
    case 'do_not_contact':
    case 'already_pending':
    case 'already_connected':
      return `${start} ${reason.since}`;
    case 'restricted':
      return `${start} ${reason.since} ${reason.until ?? Number.POSITIVE_INFINITY} ${reason.inLast30Days} ${risk(reason.banRisk)}`;
    case 'same_person':
      return `${start} ${reason.lastSentAt} ${reason.allowedAgainAt}`;
    case 'after_withdrawal':
      return `${start} ${reason.withdrawnAt}`;
    case 'cap_reached': {
      const next = reason.next === null ? 'null' : `${reason.next.type} ${reason.next.cap}`;
      return `${start} ${reason.meter.limit.id} ${reason.meter.used} ${reason.allowedAgainAt} ${next} ${risk(reason.banRisk)}`;
    }
    case 'nearing':
    case 'critical':
      return `${start} ${reason.meter.limit.id} ${reason.meter.used}`;
    case 'teammate_overlap': {
      const overlaps = reason.overlaps.map((it) => `${it.teammate} ${it.sentAt} ${it.state} ${it.since}`);
      return `${start} ${overlaps.sort().join(', ')}`;
    }
    case 'exposure':
      return `${start} ${reason.month.used} ${reason.pending}`;
    case 'note_too_long':
      return `${start} ${reason.length} ${reason.max}`;
    case 'notes_used_up':
      return `${start} ${reason.used} ${reason.cap} ${reason.resetsAt}`;
    case 'pending_soft':
      return `${start} ${reason.pending}`;
  }
}

/** The meters now after a decided send, without a reload; for the account that was loaded around it. */
export function metersNow(book: Book, account: number, at: number, now: number): NaiveMeter[] {
  return readMeters(book.policy, atPresent(book.snapshot(account, at, now)), now).map(meterInWords);
}
