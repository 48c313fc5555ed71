import type { AccountType, Limit, Policy, Resource } from '../../src/limits/policy.ts';
import type { Fact } from './facts.ts';
import { dateByIntl, dayMs, hourMs } from './history.ts';

/**
 * The rules of limits.md once more, as slow and plain as can be: lists of everything that was ever told, and loops over
 * them for every question. It shares no code with the engine or the ledger, so that both can be compared with it.
 */

export type Sent = {
  readonly account: number;
  readonly resource: Resource;
  readonly person: number | null;
  readonly at: number;
  readonly date: string;
  readonly exempt: boolean;
  readonly note: boolean;
  readonly overCap: boolean;
  readonly by: number;
  outcomes: { readonly state: string; readonly at: number; readonly date: string; readonly by: number }[];
};
export type Terms = { readonly type: AccountType; readonly zone: string };
export type NaiveMeter = {
  readonly id: string;
  readonly used: number;
  readonly cap: number;
  readonly remaining: number;
  readonly level: string;
  readonly resetsAt: number | null;
  readonly roomAgainAt: number | null;
};

export class NaiveLog {
  /** Every piece below says `by` which request it was told. */
  told: (Fact & { readonly by: number })[] = [];
  sent: Sent[] = [];
  adjustments: { account: number; date: string; amount: number; by: number }[] = [];
  /** Of which account and month the exposure was said. */
  said: { key: string; by: number }[] = [];
  /** Those that recorded what can be taken back and still stands, in their order. */
  requests: { by: number; account: number; now: number }[] = [];
  /** The number of the request that is being told. */
  by = 0;
  readonly policy: Policy;
  readonly startZones: readonly string[];

  constructor(policy: Policy, startZones: readonly string[]) {
    this.policy = policy;
    this.startZones = startZones;
  }

  /** The type and the zone that were in force at an instant. */
  terms(account: number, at: number): Terms {
    let type: AccountType = 'free';
    let zone = this.startZones[account] ?? 'UTC';
    for (const fact of this.told) {
      if (fact.account !== account || fact.at > at) continue;
      if (fact.verb === 'type') type = fact.type;
      if (fact.verb === 'zone') zone = fact.zone;
    }
    return { type, zone };
  }

  dateOf(account: number, at: number): string {
    return dateByIntl(this.terms(account, at).zone, at);
  }

  /** What a limit counts, ever: instants and the local dates they had. */
  counted(limit: Limit, account: number): { at: number; date: string }[] {
    const list: { at: number; date: string }[] = [];
    for (const one of this.sent) {
      if (one.account !== account || one.resource !== limit.resource) continue;
      if (one.exempt && this.policy.exceptions.value === 'exempt') continue;
      if (limit.basis === 'sent') list.push(one);
      else for (const outcome of one.outcomes) if (outcome.state === 'accepted') list.push(outcome);
    }
    return list;
  }

  /** How much is used; negative if LinkedIn's own counter said so. */
  used(limit: Limit, account: number, at: number, zone: string): number {
    let used = 0;
    for (const event of this.counted(limit, account)) {
      if (limit.window.kind === 'rolling') {
        if (event.at > at - limit.window.hours * hourMs && event.at <= at) used += 1;
      } else if (sameWindow(limit.window.unit, event.date, dateByIntl(zone, at))) used += 1;
    }
    if (!isMonthOfAcceptances(limit)) return used;
    for (const adjustment of this.adjustments) {
      if (adjustment.account !== account) continue;
      if (sameWindow('month', adjustment.date, dateByIntl(zone, at))) used += adjustment.amount;
    }
    return used;
  }

  /** The first instant from `at` on at which `quantity` more fits; null if it never does. */
  fitsAgainAt(limit: Limit, account: number, at: number, terms: Terms, quantity: number): number | null {
    const cap = limit.cap[terms.type];
    if (quantity > cap) return null;
    if (limit.window.kind === 'calendar') return windowEnd(limit.window.unit, terms.zone, at);
    const lengthMs = limit.window.hours * hourMs;
    const instants = [at];
    for (const event of this.counted(limit, account))
      if (event.at + lengthMs > at) instants.push(event.at + lengthMs);
    instants.sort((a, b) => a - b);
    for (const instant of instants) {
      if (this.used(limit, account, instant, terms.zone) + quantity <= cap) return instant;
    }
    throw new Error('an empty window has room');
  }

  meter(limit: Limit, account: number, at: number, terms: Terms): NaiveMeter {
    const used = Math.max(0, this.used(limit, account, at, terms.zone));
    const cap = limit.cap[terms.type];
    const level = this.level(used, cap);
    return {
      id: limit.id,
      used,
      cap,
      remaining: used > cap ? 0 : cap - used,
      level,
      resetsAt: limit.window.kind === 'calendar' ? windowEnd(limit.window.unit, terms.zone, at) : null,
      roomAgainAt: level === 'reached' ? this.fitsAgainAt(limit, account, at, terms, 1) : null,
    };
  }

  meters(account: number, now: number): NaiveMeter[] {
    return this.policy.limits.map((limit) => this.meter(limit, account, now, this.terms(account, now)));
  }

  level(used: number, cap: number): string {
    if (used >= cap) return 'reached';
    if (used * 100 >= cap * this.policy.shares.critical) return 'critical';
    if (used * 100 >= cap * this.policy.shares.nearing) return 'nearing';
    return 'ok';
  }

  /** The state of an invite as of an instant, and since when. */
  state(one: Sent, now: number): { state: string; since: number } {
    const last = one.outcomes.at(-1);
    if (last !== undefined) return { state: last.state, since: last.at };
    const end = one.at + this.policy.expireDays.value * dayMs;
    return now >= end ? { state: 'expired', since: end } : { state: 'pending', since: one.at };
  }

  /** When the account was restricted. */
  restrictions(account: number): { from: number; to: number }[] {
    const list: { from: number; to: number }[] = [];
    for (const fact of this.told) {
      if (fact.account !== account || (fact.verb !== 'restricted' && fact.verb !== 'lifted')) continue;
      const to = fact.verb === 'lifted' ? fact.at : (fact.until ?? Number.POSITIVE_INFINITY);
      const current = list.find((one) => one.from <= fact.at && fact.at < one.to);
      if (current !== undefined) current.to = to;
      else if (fact.verb === 'restricted') list.push({ from: fact.at, to });
    }
    return list;
  }

  doNotContactSince(person: number): number | null {
    let since: number | null = null;
    for (const fact of this.told) {
      if (fact.verb === 'do_not_contact' && fact.person === person) since ??= fact.at;
      if (fact.verb === 'allow_contact' && fact.person === person) since = null;
    }
    return since;
  }
}

export function isMonthOfAcceptances({ resource, basis, window }: Limit): boolean {
  return (
    resource === 'connection' && basis === 'accepted' && window.kind === 'calendar' && window.unit === 'month'
  );
}

export function sameWindow(unit: 'day' | 'week' | 'month', a: string, b: string): boolean {
  if (unit === 'day') return a === b;
  return unit === 'month' ? a.slice(0, 7) === b.slice(0, 7) : mondayOf(a) === mondayOf(b);
}

function mondayOf(date: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * dayMs;
}

/** The first millisecond whose local date lies in another window, found by halving. */
export function windowEnd(unit: 'day' | 'week' | 'month', zone: string, at: number): number {
  const date = dateByIntl(zone, at);
  let inside = at;
  let outside = at + 33 * dayMs;
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (sameWindow(unit, dateByIntl(zone, middle), date)) inside = middle;
    else outside = middle;
  }
  return outside;
}
