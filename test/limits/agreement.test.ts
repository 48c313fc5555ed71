import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/limits/policy.ts';
import { Book } from './book.ts';
import { bookMeters, enter, metersNow } from './book-answers.ts';
import { anyHistory, anyPolicy, type History } from './facts.ts';
import { NaiveLog } from './naive.ts';
import { type NaiveAnswer, tell } from './naive-answers.ts';

const long = { minLength: 60, maxLength: 120 };

/** Tells both the same, and compares every answer and every meter after it. */
function agree(policy: Policy, { zones, facts }: History): void {
  const log = new NaiveLog(policy, zones);
  const book = new Book(policy, zones);
  for (const [index, fact] of facts.entries()) {
    const what = `${index} ${fact.verb}`;
    expect(enter(book, fact), what).toEqual(tell(log, fact));
    const meters = log.meters(fact.account, fact.now);
    expect(bookMeters(book, fact.account, fact.now), what).toEqual(meters);
    expect(metersNow(book, fact.account, fact.at, fact.now), what).toEqual(meters);
  }
}

describe('law 1: replaying a history', () => {
  it('gives what a naive model gives, answer by answer', () => {
    fc.assert(fc.property(anyPolicy, anyHistory(long), agree), { numRuns: 60 });
  });

  it('does so from its first fact, where a failure is easy to read', () => {
    fc.assert(fc.property(anyPolicy, anyHistory({ minLength: 1, maxLength: 12 }), agree), { numRuns: 200 });
  });

  it('meets every verb, recorded and refused, and every reason', () => {
    const answers = fc
      .sample(fc.tuple(anyPolicy, anyHistory(long)), { seed: 1, numRuns: 40 })
      .flatMap(([policy, { zones, facts }]) => {
        const log = new NaiveLog(policy, zones);
        return facts.map((fact) => ({ verb: fact.verb, ...tell(log, fact) }));
      });
    const refusable = ['log', 'page', 'accepted', 'declined', 'ignored', 'withdrawn', 'counter'];
    const always = ['restricted', 'lifted', 'type', 'zone', 'do_not_contact', 'allow_contact', 'job'];
    expect(new Set(answers.map(({ verb, recorded }) => `${verb} ${recorded}`))).toEqual(
      new Set(
        [...refusable, ...always]
          .map((verb) => `${verb} true`)
          .concat(refusable.map((verb) => `${verb} false`)),
      ),
    );
    expect(codesOf(answers)).toEqual([
      'after_withdrawal block',
      'already_connected warn',
      'already_pending warn',
      'cap_reached block',
      'cap_reached warn',
      'critical warn',
      'do_not_contact block',
      'exposure warn',
      'nearing warn',
      'note_too_long warn',
      'notes_used_up warn',
      'pending_soft warn',
      'restricted block',
      'same_person block',
      'teammate_overlap block',
      'teammate_overlap warn',
    ]);
  });
});

function codesOf(answers: readonly NaiveAnswer[]): string[] {
  const codes = answers.flatMap(({ reasons = [] }) =>
    reasons.map((reason) => reason.split(' ').slice(0, 2).join(' ')),
  );
  return [...new Set(codes)].sort();
}
