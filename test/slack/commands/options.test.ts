import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import { type ArgsSpec, readArgs, TooManyPeopleError } from '../../../src/slack/commands/options.ts';

const log = {
  people: { min: 0, max: 100, named: true },
  options: {
    at: { kind: 'phrase', form: '<when>', example: 'yesterday 2pm', what: 'when' },
    as: { kind: 'name', form: '<account>', example: 'founder', what: 'whose' },
    because: { kind: 'choice', values: ['interests', 'met'], what: 'why' },
    note: { kind: 'text', what: 'what you wrote' },
    'they-invited-me': { kind: 'flag', what: 'they were first' },
    for: { kind: 'person', what: 'for whom' },
  },
  words: { max: 1, matches: /^\d+$/ },
} as const satisfies ArgsSpec;

const jane: PersonRef = { key: 'in:jane-doe' };
const url = '<https://www.linkedin.com/in/jane-doe>';

describe('readArgs', () => {
  it.each<[string, Partial<ReturnType<typeof readArgs<typeof log>>>]>([
    ['', {}],
    ['12', { words: ['12'] }],
    [url, { people: [jane] }],
    [`${url} "Jane Doe"`, { people: [{ ...jane, name: 'Jane Doe' }] }],
    [`@jane-doe "Jane Doe"`, { people: [jane, { key: 'name:jane doe', name: 'Jane Doe' }] }],
    [
      `${url} "Jane" "Joe"`,
      {
        people: [
          { ...jane, name: 'Jane' },
          { key: 'name:joe', name: 'Joe' },
        ],
      },
    ],
    [`"linkedin.com/in/jane-doe" "Jane"`, { people: [{ ...jane, name: 'Jane' }] }],
    [`${url} ${url}`, { people: [jane, jane] }],
    [`${url} at yesterday 2pm`, { people: [jane], options: { at: 'yesterday 2pm' } }],
    [
      `${url} AT Friday at 2pm AS founder`,
      { people: [jane], options: { at: 'Friday at 2pm', as: 'founder' } },
    ],
    [
      `at 3 days ago ${url} as "my founder"`,
      { people: [jane], options: { at: '3 days ago', as: 'my founder' } },
    ],
    ['as founder 12', { words: ['12'], options: { as: 'founder' } }],
    [`${url} note "at work" BECAUSE Met`, { people: [jane], options: { note: 'at work', because: 'met' } }],
    [
      `${url} They-Invited-Me for <@U012ABC|bob>`,
      { people: [jane], options: { 'they-invited-me': true, for: { key: 'slack:U012ABC' } } },
    ],
  ])('reads %j', (text, expected) => {
    expect(readArgs(text, log, 'log 12')).toEqual({ people: [], words: [], options: {}, ...expected });
  });

  it('types the options by their kinds', () => {
    const { options } = readArgs('', log, 'log 12');
    expectTypeOf(options.because).toEqualTypeOf<'interests' | 'met' | undefined>();
    expectTypeOf(options.at).toEqualTypeOf<string | undefined>();
    expectTypeOf(options['they-invited-me']).toEqualTypeOf<true | undefined>();
    expectTypeOf(options.for).toEqualTypeOf<PersonRef | undefined>();
    expect(options).toEqual({});
  });

  it.each([
    ['@x at', /`at` needs something after it, like `at yesterday 2pm`/],
    ['@x as because met', /`as` needs something after it, like `as founder`/],
    ['@x at @y', /`at` needs something/],
    ['@x as ""', /`as` needs something/],
    ['@x as my founder', /I do not know “founder” here\. .* in quotes, like `as "my founder"`/],
    ['@x as "my founder" again', /I do not know “again” here\. Write a person/],
    ['@x as my @y founder', /I do not know “founder” here\. Write a person/],
    ['@x at friday because met at monday', /`at` stands there twice/],
    ['@x they-invited-me they-invited-me', /twice/],
    ['@x because', /`because` needs something after it, like `because interests`/],
    ['@x because fun', /takes interests, met; “fun” is none/],
    ['@x note hello', /Put the note in quotes, like `note "Hello Jane"`/],
    ['@x note', /Put the note in quotes/],
    ['@x for bob', /`for` needs a person.*@jane-doe/],
    ['@x becuase met', /“becuase”.*Did you mean `because`\?/],
    ['@x nota "hi"', /Did you mean `note`\?/],
    ['Jane Doe', /I do not know “Jane” here.*"Jane Doe"/],
    ['12 13', /I do not know “13” here/],
    ['constructor', /I do not know “constructor” here/],
    ['@x "\u0000"', /control characters/],
  ])('explains %j', (text, message) => {
    expect(() => readArgs(text, log, 'log 12')).toThrow(InputError);
    expect(() => readArgs(text, log, 'log 12')).toThrow(message);
  });

  it('carries all people when there are more than it takes', () => {
    const text = Array.from({ length: 101 }, (_, n) => `@p${n}`).join(' ');
    const error = (() => {
      try {
        return readArgs(text, log, 'log 12');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TooManyPeopleError);
    expect(error).toMatchObject({
      message: '100 at a time here, and you wrote 101. Nothing was recorded: split the list.',
      people: expect.objectContaining({ length: 101, 100: { key: 'in:p100' } }),
    });
    expect(readArgs(text.replace(' @p100', ''), log, 'log 12').people).toHaveLength(100);
  });

  it('asks for the people that are missing', () => {
    expect(() => readArgs('', { people: { min: 1, max: 1 } }, 'undo')).toThrow(/^Who\? .*@jane-doe/);
    expect(() => readArgs('@a', { people: { min: 2, max: 2 } }, 'same')).toThrow(/^This takes 2 people\./);
  });

  it('takes quoted text as words where no person belongs', () => {
    expect(readArgs('add "My second"', { words: { max: 2 } }, 'page').words).toEqual(['add', 'My second']);
    expect(() => readArgs('<@U012ABC>', { words: { max: 2 } }, 'page')).toThrow(
      'This takes no person. Leave the person out, like `/invites page`.',
    );
    expect(() => readArgs('x', {}, 'help')).toThrow(/Leave it out/);
    expect(() => readArgs('frist', { options: { at: { kind: 'flag', what: 'when' } } }, 'page')).toThrow(
      /What can stand here: `at`/,
    );
  });

  it('reads any words to arguments or an InputError', () => {
    const piece = fc.constantFrom(
      'at',
      'as',
      'because',
      'met',
      'note',
      '"a"',
      'for',
      '@x',
      url,
      'they-invited-me',
      '12',
      'foo',
      '""',
      '<!here>',
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        try {
          const { people, words } = readArgs(pieces.join(' '), log, 'log 12');
          expect(people.length + words.length).toBeLessThanOrEqual(pieces.length);
          read += 1;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
