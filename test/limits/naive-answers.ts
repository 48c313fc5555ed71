import { accountTypes, type Limit } from '../../src/limits/policy.ts';
import type { Fact, Told } from './facts.ts';
import { dateByIntl, dayMs, hourMs } from './history.ts';
import {
  isMonthOfAcceptances,
  type NaiveLog,
  type NaiveMeter,
  type Sent,
  sameWindow,
  windowEnd,
} from './naive.ts';
import { isNoNews, isUndoable, undo } from './naive-undo.ts';

/** What is answered to a fact, in words that can be compared: reasons in alphabetical order. */
export type NaiveAnswer = {
  readonly verdict?: string;
  readonly reasons?: readonly string[];
  readonly meters?: readonly NaiveMeter[];
  readonly recorded: boolean;
  /** Of an outcome, when each chosen invite was sent, and when it came to that. */
  readonly chosen?: readonly string[];
  readonly refused?: string;
};

type Sending = Extract<Fact, { verb: 'log' | 'page' }>;
type Outcome = Extract<Fact, { verb: 'accepted' | 'declined' | 'ignored' | 'withdrawn' }>;

/** Tells the log a fact; what it answers is decided by what it was told before. */
export function tell(log: NaiveLog, told: Told): NaiveAnswer {
  if (told.verb === 'undo') return undo(log, told);
  log.by += 1;
  const undoable = isUndoable(told) && !isNoNews(log, told);
  const answer = tellFact(log, told);
  const { account, now } = told;
  if (answer.recorded && undoable) log.requests.push({ by: log.by, account, now });
  return answer;
}

function tellFact(log: NaiveLog, fact: Fact): NaiveAnswer {
  switch (fact.verb) {
    case 'log':
    case 'page':
      return send(log, fact);
    case 'accepted':
    case 'declined':
    case 'ignored':
    case 'withdrawn':
      return outcome(log, fact);
    case 'counter':
      return counter(log, fact);
    default:
      if (!isNoNews(log, fact)) log.told.push({ ...fact, by: log.by });
      return { recorded: true };
  }
}

const follows: Record<Outcome['verb'], readonly string[]> = {
  accepted: ['pending', 'ignored', 'expired'],
  declined: ['pending'],
  ignored: ['pending'],
  withdrawn: ['pending'],
};

function outcome(log: NaiveLog, fact: Outcome): NaiveAnswer {
  const { account, person, verb, now } = fact;
  const zone = log.terms(account, now).zone;
  const candidates: { one: Sent; at: number }[] = [];
  const theirs: Sent[] = [];
  for (const one of log.sent) {
    if (one.account !== account || one.resource !== 'connection' || one.person !== person) continue;
    theirs.push(one);
    let at = fact.at;
    if (one.at > at) {
      if (!fact.dateOnly || dateByIntl(zone, one.at) !== dateByIntl(zone, at)) continue;
      at = one.at;
    }
    const last = one.outcomes.at(-1);
    if (last !== undefined && last.at > at) continue;
    const { state } = log.state(one, at);
    if (person === null ? state === 'pending' : follows[verb].includes(state)) candidates.push({ one, at });
  }
  const newestFirst = <T>(list: T[], sentAt: (item: T) => number) =>
    list.reverse().sort((a, b) => sentAt(b) - sentAt(a));
  newestFirst(candidates, ({ one }) => one.at);
  const wanted = person === null ? fact.count : 1;
  if (candidates.length < wanted) {
    const [newest] = newestFirst(theirs, (one) => one.at);
    if (person === null) return { recorded: false, refused: `${candidates.length} pending` };
    if (newest === undefined) return { recorded: false, refused: 'never invited' };
    const { state, since } = log.state(newest, now);
    return { recorded: false, refused: `${newest.at} ${state} ${since}` };
  }
  const chosen = candidates.slice(0, wanted);
  for (const { one, at } of chosen)
    one.outcomes.push({ state: verb, at, date: log.dateOf(account, at), by: log.by });
  return { recorded: true, chosen: chosen.map(({ one, at }) => `${one.at} ${at}`) };
}

function counter(log: NaiveLog, { account, now, left }: Extract<Fact, { verb: 'counter' }>): NaiveAnswer {
  const limit = monthOf(log.policy.limits);
  const { type, zone } = log.terms(account, now);
  if (limit === undefined || left > limit.cap[type]) return { recorded: false };
  const amount = limit.cap[type] - left - log.used(limit, account, now, zone);
  log.adjustments.push({ account, date: dateByIntl(zone, now), amount, by: log.by });
  return { recorded: true };
}

function monthOf(limits: readonly Limit[]): Limit | undefined {
  const all = limits.filter(isMonthOfAcceptances);
  return all.find(({ effect }) => effect === 'block') ?? all[0];
}

function send(log: NaiveLog, fact: Sending): NaiveAnswer {
  const { account, at, quantity } = fact;
  const blocks = [...personReasons(log, fact), ...capBlocks(log, fact)];
  const over = blocks.some((reason) => reason.startsWith('cap_reached block'));
  const hypothetical: Sent = {
    account,
    resource: fact.verb === 'page' ? 'page' : 'connection',
    person: fact.verb === 'page' ? null : fact.person,
    at,
    date: log.dateOf(account, at),
    exempt: fact.verb === 'log' && fact.exempt,
    note: fact.verb === 'log' && fact.note !== null,
    overCap: over,
    by: log.by,
    outcomes: [],
  };
  const then = log.terms(account, at);
  const limits = log.policy.limits.filter(({ resource }) => resource === hypothetical.resource);
  const meters = () => limits.map((limit) => log.meter(limit, account, at, then));
  const before = meters();
  for (let each = 0; each < quantity; each += 1) log.sent.push({ ...hypothetical, outcomes: [] });
  const warnings = [...capWarnings(log, fact, blocks), ...otherWarnings(log, fact)];
  const after = meters();

  const reasons = [...blocks, ...warnings].sort();
  const verdict = reasons.some((reason) => reason.includes(' block'))
    ? 'block'
    : reasons.length > 0
      ? 'warn'
      : 'allow';
  const overridable = !reasons.some((reason) => reason.startsWith('do_not_contact'));
  const recorded = verdict !== 'block' || (fact.override && overridable);
  if (!recorded) log.sent.splice(log.sent.length - quantity);
  if (recorded && reasons.some((reason) => reason.startsWith('exposure')))
    log.said.push({ key: saidKey(log, fact), by: log.by });
  return { verdict, reasons, meters: verdict === 'block' ? before : after, recorded };
}

/** What depends on the person and the account's troubles; of the caps nothing. */
function personReasons(log: NaiveLog, fact: Sending): string[] {
  const { account, at, now } = fact;
  const list: string[] = [];
  for (const { from, to } of log.restrictions(account).reverse()) {
    if (from > at || at >= to) continue;
    list.push(
      `restricted block ${from} ${to} ${restrictionsBefore(log, account, at)} ${risk(log, account, at, 0)}`,
    );
    break;
  }
  const person = fact.verb === 'log' ? fact.person : null;
  if (person === null) return list;

  const since = log.doNotContactSince(person);
  if (since !== null) list.push(`do_not_contact block ${since}`);

  const own = log.sent.filter((one) => one.account === account && one.person === person);
  const coolDown = log.policy.samePersonHours.value * hourMs;
  const clear = [at, ...own.map((one) => one.at + coolDown)]
    .filter((instant) => instant >= at)
    .filter((instant) => own.every((one) => Math.abs(one.at - instant) >= coolDown));
  const first = Math.min(...clear);
  if (first !== at) list.push(`same_person block ${first - coolDown} ${first}`);

  let withdrawnAt = Number.NEGATIVE_INFINITY;
  let pendingSince = Number.NEGATIVE_INFINITY;
  let connectedSince = Number.NEGATIVE_INFINITY;
  for (const one of own) {
    const present = log.state(one, now);
    const over = present.since + log.policy.afterWithdrawalDays.value * dayMs;
    if (present.state === 'withdrawn' && present.since <= at && at < over) {
      withdrawnAt = Math.max(withdrawnAt, present.since);
    }
    if (present.state === 'pending') pendingSince = Math.max(pendingSince, present.since);
    if (present.state === 'accepted') connectedSince = Math.max(connectedSince, present.since);
  }
  if (Number.isFinite(withdrawnAt)) list.push(`after_withdrawal block ${withdrawnAt}`);
  if (Number.isFinite(pendingSince)) list.push(`already_pending warn ${pendingSince}`);
  if (Number.isFinite(connectedSince)) list.push(`already_connected warn ${connectedSince}`);

  const overlaps: string[] = [];
  for (const one of log.sent) {
    if (one.account === account || one.person !== person) continue;
    const { state, since: from } = log.state(one, now);
    const lately = one.at > now - 90 * dayMs;
    if (lately || state === 'pending' || state === 'accepted') {
      overlaps.push(`${one.account} ${one.at} ${state} ${from}`);
    }
  }
  if (overlaps.length > 0) {
    list.push(`teammate_overlap ${log.policy.overlap.value} ${overlaps.sort().join(', ')}`);
  }
  return list;
}

function capBlocks(log: NaiveLog, fact: Sending): string[] {
  const { account, at, quantity } = fact;
  const terms = log.terms(account, at);
  return limitsOf(log, fact).flatMap((limit) => {
    const needed = limit.basis === 'sent' ? quantity : 1;
    const { used, cap } = log.meter(limit, account, at, terms);
    if (limit.effect === 'warn' || used + needed <= cap) return [];
    const again = log.fitsAgainAt(limit, account, at, terms, needed);
    const next = nextType(log, fact, limit, cap);
    return [`cap_reached block ${limit.id} ${used} ${again} ${next} ${risk(log, account, at, quantity)}`];
  });
}

/** With the request among what was sent. */
function capWarnings(log: NaiveLog, fact: Sending, blocks: readonly string[]): string[] {
  const { account, at, now } = fact;
  return limitsOf(log, fact).flatMap((limit) => {
    if (blocks.some((reason) => reason.startsWith(`cap_reached block ${limit.id} `))) return [];
    let meter = log.meter(limit, account, at, log.terms(account, at));
    if (limit.window.kind === 'calendar' && (meter.resetsAt ?? 0) <= now) return [];
    if (limit.window.kind === 'rolling') {
      if (at <= now - limit.window.hours * hourMs) return [];
      meter = log.meter(limit, account, now, log.terms(account, now));
    }
    const { level, used, cap, roomAgainAt } = meter;
    if (level === 'ok') return [];
    if (level !== 'reached') return [`${level} warn ${limit.id} ${used}`];
    if (limit.effect === 'block') return [`critical warn ${limit.id} ${used}`];
    return [`cap_reached warn ${limit.id} ${used} ${roomAgainAt} ${nextType(log, fact, limit, cap)} null`];
  });
}

/** With the request among what was sent. */
function otherWarnings(log: NaiveLog, fact: Sending): string[] {
  if (fact.verb === 'page') return [];
  const { account, at, now } = fact;
  const list: string[] = [];
  const { type, zone } = log.terms(account, at);

  if (fact.note !== null) {
    const max = log.policy.noteChars.value[type];
    if (fact.note > max) list.push(`note_too_long warn ${fact.note} ${max}`);
    const cap = log.policy.notesPerMonth.value[type];
    const date = dateByIntl(zone, at);
    let used = 0;
    for (const one of log.sent) {
      if (one.account === account && one.note && sameWindow('month', one.date, date)) used += 1;
    }
    const end = windowEnd('month', zone, at);
    if (cap !== null && used >= cap && end > now) list.push(`notes_used_up warn ${used} ${cap} ${end}`);
  }

  let pending = 0;
  let recent = 0;
  for (const one of log.sent) {
    if (one.account !== account || one.resource !== 'connection') continue;
    if (log.state(one, now).state !== 'pending') continue;
    pending += 1;
    const out = one.exempt && log.policy.exceptions.value === 'exempt';
    if (!out && one.at > now - 30 * dayMs) recent += 1;
  }
  if (pending >= log.policy.pendingSoft.value) list.push(`pending_soft warn ${pending}`);
  const limit = monthOf(log.policy.limits);
  if (limit !== undefined && !log.said.some(({ key }) => key === saidKey(log, fact))) {
    const { used, cap } = log.meter(limit, account, now, log.terms(account, now));
    if (recent > 0 && used + recent >= cap) list.push(`exposure warn ${used} ${recent}`);
  }
  return list;
}

/** The limits that ask something of the request: none of one that stays out of the meters. */
function limitsOf(log: NaiveLog, fact: Sending): Limit[] {
  if (fact.verb === 'log' && fact.exempt && log.policy.exceptions.value === 'exempt') return [];
  const resource = fact.verb === 'page' ? 'page' : 'connection';
  return log.policy.limits.filter((limit) => limit.resource === resource);
}

function nextType(log: NaiveLog, { account, now }: Sending, limit: Limit, cap: number): string {
  const present = log.terms(account, now).type;
  let later = false;
  for (const type of accountTypes) {
    const more = limit.cap[type] > cap && limit.cap[type] > limit.cap[present];
    if (later && more) return `${type} ${limit.cap[type]}`;
    if (type === present) later = true;
  }
  return 'null';
}

function restrictionsBefore(log: NaiveLog, account: number, at: number): number {
  return log.restrictions(account).filter(({ from }) => from > at - 30 * dayMs && from <= at).length;
}

function risk(log: NaiveLog, account: number, at: number, more: number): string {
  const restrictions = restrictionsBefore(log, account, at);
  let over = more;
  for (const one of log.sent) {
    if (one.account === account && one.overCap && one.at > at - 30 * dayMs && one.at <= at) over += 1;
  }
  return restrictions >= 2 || over >= 3 ? `${restrictions} ${over}` : 'null';
}

/** Exposure is said once a month. */
function saidKey(log: NaiveLog, { account, now }: Sending): string {
  return `${account} ${log.dateOf(account, now).slice(0, 7)}`;
}
