import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { readMeters } from '../../src/limits/meters.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { applySend } from '../../src/limits/snapshot.ts';
import { calendarWindow } from '../../src/limits/windows.ts';
import { Book } from './book.ts';
import { bookMeters, enter } from './book-answers.ts';
import { accounts, anyHistory, anyPolicy, type Fact, type History } from './facts.ts';
import { anyEvent, anyInstant, anyZone, dayMs, inviteAt, snapshotOf } from './history.ts';

const size = { minLength: 20, maxLength: 60 };

function replayed(policy: Policy, zones: readonly string[], facts: readonly Fact[]): Book {
  const book = new Book(policy, zones);
  for (const fact of facts) enter(book, fact);
  return book;
}

function meters(book: Book, { facts }: History) {
  const now = facts.at(-1)?.now ?? 0;
  return accounts.map((account) => bookMeters(book, account, now));
}

/** Everything that was sent is recorded, whatever the order it is told in. */
const overridden = ({ facts }: History) =>
  facts
    .filter(({ verb }) => verb !== 'do_not_contact')
    .map((fact): Fact => {
      if (fact.verb === 'log') return { ...fact, override: true, exempt: false };
      return fact.verb === 'page' ? { ...fact, override: true } : fact;
    });

/** The same facts, but what was sent at one instant is told the other way round. */
function turned(facts: readonly Fact[]): Fact[] {
  const isSend = ({ verb }: Fact) => verb === 'log' || verb === 'page';
  const order: Fact[] = [];
  let group: Fact[] = [];
  for (const fact of facts) {
    const [first] = group;
    if (first !== undefined && isSend(fact) && fact.now === first.now && fact.at === first.at)
      group.unshift(fact);
    else {
      order.push(...group);
      group = isSend(fact) ? [fact] : [];
      if (!isSend(fact)) order.push(fact);
    }
  }
  return [...order, ...group];
}

describe('law 1', () => {
  it('replaying a history in any order of equal instants gives the same meters', () => {
    fc.assert(
      fc.property(anyPolicy, anyHistory(size), (policy, history) => {
        const facts = overridden(history);
        const other = turned(facts);
        expect(other).toHaveLength(facts.length);
        expect(meters(replayed(policy, history.zones, other), history)).toEqual(
          meters(replayed(policy, history.zones, facts), history),
        );
      }),
    );
  });

  it('turns something round in those histories', () => {
    const histories = fc.sample(anyHistory(size), { seed: 1, numRuns: 20 }).map(overridden);
    expect(histories.some((facts) => turned(facts).some((fact, index) => fact !== facts[index]))).toBe(true);
  });

  it('replaying it whole or split in two gives the same meters', () => {
    const crowds = fc
      .tuple(anyZone, anyInstant)
      .chain(([zone, now]) =>
        fc.tuple(fc.constant(zone), fc.constant(now), fc.array(anyEvent(now, 9 * dayMs))),
      );
    fc.assert(
      fc.property(anyPolicy, crowds, fc.nat(), (policy, [zone, now, events], cut) => {
        const sends = events.filter(({ basis, resource }) => basis === 'sent' && resource === 'connection');
        const others = events.filter((event) => !sends.includes(event));
        const split = cut % (sends.length + 1);
        const second = sends
          .slice(split)
          .reduce(
            (snapshot, { at, exempt }) => applySend(policy, snapshot, { ...inviteAt(at), exempt }, now),
            snapshotOf(zone, [...others, ...sends.slice(0, split)]),
          );
        expect(readMeters(policy, second, now)).toEqual(readMeters(policy, snapshotOf(zone, events), now));
      }),
    );
  });
});

describe('law 3', () => {
  const stranger = 99;

  it.each(['pending', 'declined', 'ignored', 'expired', 'withdrawn'] as const)(
    'adding a %s invite never changes an accepted meter',
    (state) => {
      fc.assert(
        fc.property(anyPolicy, anyHistory(size), fc.nat(), (policy, history, place) => {
          const { zones } = history;
          // What was sent is recorded in any case: a limit that the added send reaches must not stop the later ones.
          const facts = history.facts.map((fact) =>
            fact.verb === 'log' || fact.verb === 'page' ? { ...fact, override: true } : fact,
          );
          const index = place % facts.length;
          const { now } = facts[index] ?? { now: 0 };
          const at = state === 'expired' ? now - 200 * dayMs : now - dayMs;
          const frame = { account: 0, now, person: stranger } as const;
          const sent = {
            ...frame,
            at,
            verb: 'log',
            quantity: 1,
            exempt: false,
            note: null,
            override: true,
          } as const;
          const outcomes: Record<typeof state, Fact[]> = {
            pending: [],
            declined: [{ ...frame, at: now, verb: 'declined', count: 1, dateOnly: false }],
            ignored: [{ ...frame, at: now, verb: 'ignored', count: 1, dateOnly: false }],
            expired: [{ account: 0, now, at: now, verb: 'job' }],
            withdrawn: [{ ...frame, at: now, verb: 'withdrawn', count: 1, dateOnly: false }],
          };
          const more = [...facts.slice(0, index), sent, ...outcomes[state], ...facts.slice(index)];

          const [book, other] = [replayed(policy, zones, facts), replayed(policy, zones, more)];
          const added = other.account(0).invites.find(({ person }) => person === stranger);
          expect(state === 'pending' ? ['pending', 'expired'] : [state]).toContain(added?.state);
          const accepted = (of: Book) =>
            meters(of, history).map((all) =>
              all.filter(({ id }) =>
                policy.limits.some((limit) => limit.id === id && limit.basis === 'accepted'),
              ),
            );
          expect(accepted(other)).toEqual(accepted(book));
        }),
        { numRuns: 30 },
      );
    },
  );
});

describe('law 4', () => {
  it('a re-sent invite that is accepted twice adds two', () => {
    const times = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyZone, anyInstant, times, (zone, instant, shares) => {
        const { start, end } = calendarWindow(zone, 'month', instant);
        const instants = shares
          .map((share) => start + Math.floor(share * (end - start)))
          .sort((a, b) => a - b);
        const facts = instants.map((now, index): Fact => {
          const frame = { account: 0, now, at: now, person: 1 } as const;
          return index % 2 === 0
            ? { ...frame, verb: 'log', quantity: 1, exempt: false, note: null, override: true }
            : { ...frame, verb: 'accepted', count: 1, dateOnly: false };
        });
        const book = replayed(articlePolicy, [zone, zone], facts);
        const month = bookMeters(book, 0, end - 1).find(({ id }) => id === 'connection-month');
        expect(month?.used).toBe(2);
      }),
    );
  });
});
