import type { Fact, Undo } from './facts.ts';
import { dayMs } from './history.ts';
import type { NaiveLog } from './naive.ts';

export type NaiveUndoAnswer = { readonly recorded: boolean; readonly refused?: string };

/** Takes back every piece that one request told, or nothing if something was built on one of them. */
export function undo(log: NaiveLog, { account, now, nth }: Undo): NaiveUndoAnswer {
  const request = log.requests.filter((one) => one.account === account).at(-1 - nth);
  // The command reaches back 24 hours; the button below a reply any time.
  if (request === undefined || (nth === 0 && request.now <= now - dayMs))
    return { recorded: false, refused: 'nothing' };
  const { by } = request;
  if (isBuiltOn(log, account, by)) return { recorded: false, refused: 'built on' };
  log.told = log.told.filter((one) => one.by !== by);
  log.sent = log.sent.filter((one) => one.by !== by);
  for (const one of log.sent) one.outcomes = one.outcomes.filter((outcome) => outcome.by !== by);
  log.adjustments = log.adjustments.filter((one) => one.by !== by);
  log.said = log.said.filter((one) => one.by !== by);
  log.requests = log.requests.filter((one) => one.by !== by);
  return { recorded: true };
}

/** A later outcome of the same invite, counter of the same month (after a type: of any), or change of the same matter. */
function isBuiltOn(log: NaiveLog, account: number, by: number): boolean {
  for (const one of log.sent) {
    const last = one.outcomes.at(-1);
    if (last === undefined || last.by === by) continue;
    if (one.by === by || one.outcomes.some((outcome) => outcome.by === by)) return true;
  }
  for (const mine of log.adjustments) {
    if (mine.by !== by) continue;
    for (const later of log.adjustments) {
      if (later.account === account && later.by > by && later.date.slice(0, 7) === mine.date.slice(0, 7))
        return true;
    }
  }
  for (const mine of log.told) {
    if (mine.by !== by) continue;
    // What LinkedIn's counter says was reckoned from the cap of the type.
    if (mine.verb === 'type' && log.adjustments.some((later) => later.account === account && later.by > by))
      return true;
    for (const later of log.told) {
      if (later.account === account && later.by > by && matter(later) === matter(mine)) return true;
    }
  }
  return false;
}

function matter({ verb }: Fact): string {
  return verb === 'lifted' ? 'restricted' : verb;
}

/** What somebody's undo never takes back: it is skipped over. */
export function isUndoable({ verb }: Fact): boolean {
  return verb !== 'zone' && verb !== 'do_not_contact' && verb !== 'allow_contact' && verb !== 'job';
}

/** It is known like this already, so there is nothing to record. */
export function isNoNews(log: NaiveLog, fact: Fact): boolean {
  const { account, now } = fact;
  if (fact.verb === 'type') return log.terms(account, now).type === fact.type;
  if (fact.verb !== 'restricted' && fact.verb !== 'lifted') return false;
  const held = log.restrictions(account).find(({ from, to }) => from <= now && now < to);
  if (fact.verb === 'lifted') return held === undefined;
  return held !== undefined && held.to === (fact.until ?? Number.POSITIVE_INFINITY);
}
