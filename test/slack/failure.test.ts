import { describe, expect, it } from 'vitest';
import { AppError, DatabaseUnavailableError, InputError } from '../../src/errors.ts';
import { LedgerError } from '../../src/ledger/database-error.ts';
import { CAPS } from '../../src/slack/caps.ts';
import { describeFailure, plainReply } from '../../src/slack/failure.ts';

describe('a failure', () => {
  it.each([
    new InputError('Write a number, for example `/invites page 2`.'),
    new AppError('not_yours', 'Only the person who logged these invites can press this button.'),
  ])('is told as it is when it is made for people: $message', (error) => {
    expect(describeFailure(error)).toEqual({ reply: plainReply(error.message), isUncertain: false });
  });

  it('promises that nothing was recorded when that is certain', () => {
    const { reply, reference, isUncertain } = describeFailure(new DatabaseUnavailableError(true));
    expect(reply.text).toContain('Nothing was recorded. Try again in a minute.');
    expect([reference, isUncertain]).toEqual([undefined, false]);
  });

  it.each([
    ['an uncertain commit', new DatabaseUnavailableError(false), true],
    ['a statement the database refused', new LedgerError('23505', { query: 'insert-entries' }), false],
    ['a programming mistake', new TypeError('x is not a function'), false],
    ['something thrown that is no error', 'x', false],
  ])('promises nothing after %s, and names a reference', (_what, error, uncertain) => {
    const { reply, reference, isUncertain } = describeFailure(error);
    expect(reply.text).toContain('before typing it again');
    expect(reply.text).toContain(`(Reference ${reference})`);
    expect(reply.text).not.toMatch(/nothing was recorded|insert|23505|function/i);
    expect(isUncertain).toBe(uncertain);
  });

  it('has another reference each time', () => {
    const references = Array.from({ length: 50 }, () => describeFailure(new Error('x')).reference);
    expect(new Set(references).size).toBe(50);
  });
});

it('fits a long text into one section, and says the same in both', () => {
  const { text, blocks } = plainReply('x'.repeat(5_000));
  expect(text).toHaveLength(CAPS.sectionText);
  expect(blocks).toEqual([{ type: 'section', text: { type: 'mrkdwn', text } }]);
});
