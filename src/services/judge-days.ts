import type { Account } from '../ledger/account.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findAccountAt } from '../ledger/find-account-at.ts';
import type { Person } from '../ledger/find-people.ts';
import type { Position } from '../ledger/load-position.ts';
import type { Tx } from '../ledger/transact.ts';
import { applyDecided, type BatchItem, decideBatch } from '../limits/batch.ts';
import type { Policy } from '../limits/policy.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Call } from './call.ts';
import { keysOf, requestsOf, type Sending } from './judge-sends.ts';
import { positionOf, snapshotOf } from './position.ts';
import type { Day } from './send-spread.ts';

/** What is to be judged, under which policy, and what is known: the position of now, and everybody of the people given. */
export type DaysToJudge = {
  readonly policy: Policy;
  readonly position: Position;
  readonly present: Pick<Account, 'type' | 'zone'>;
  readonly people: ReadonlyMap<string, Person>;
  /** Ascending; nobody twice. */
  readonly days: readonly Pick<Day, 'at' | 'people'>[];
  readonly manner: Pick<Sending, 'exempt' | 'note'>;
};

/**
 * What `sendInvites` and `sendSpread` would decide of each person, with nothing written: every instant in its own windows,
 * with those before it applied.
 */
export async function judgeDays(
  ledger: Ledger,
  db: Tx,
  call: Call,
  { policy, position, present, people, days, manner }: DaysToJudge,
): Promise<ReadonlyMap<PersonRef, BatchItem>> {
  const { workspaceId, now } = call;
  const hashesOf = (key: string) => ledger.hashesOf(workspaceId, keysOf(key, people));
  const judged = new Map<PersonRef, BatchItem>();
  for (const { at, people: ofDay } of days) {
    const isPast = at < now;
    const then = isPast && position.account ? await findAccountAt(db, position.account, at) : present;
    const keys = ofDay.map(({ key }) => key);
    const around = { at, zoneThen: then.zone, keys, hashes: keys.flatMap(hashesOf) };
    const there = isPast ? await positionOf(db, call, policy, around) : position;
    const before = [...judged.values()]
      .filter(({ recorded }) => recorded)
      .reduce(
        (snapshot, { request, decision }) => applyDecided(policy, snapshot, request, decision, now),
        snapshotOf(there, then, present, now),
      );
    const sending = { ...manner, people: ofDay, unnamed: 0, sentAt: at };
    const requests = requestsOf(sending, people, there, hashesOf).map(({ request }) => request);
    const { items } = decideBatch(policy, before, requests, now, { override: false });
    for (const [index, ref] of ofDay.entries()) {
      const item = items[index];
      if (item) judged.set(ref, item);
    }
  }
  return judged;
}
