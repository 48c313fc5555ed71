import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/errors.ts';
import { readTokens, type Token } from '../../../src/slack/commands/tokens.ts';

const address = (key: `in:${string}` | `member:${string}`): Token => ({
  kind: 'person',
  ref: { key },
  from: 'address',
});
const jane = address('in:jane-doe');
const handle: Token = { kind: 'person', ref: { key: 'in:jane-doe' }, from: 'handle' };
const member: Token = { kind: 'person', ref: { key: 'slack:U012ABC' }, from: 'member' };
const quoted = (text: string): Token => ({ kind: 'quoted', text });
const word = (text: string): Token => ({ kind: 'word', text });

describe('readTokens', () => {
  it.each<[string, Token[]]>([
    ['', []],
    [' \u00a0\u200b\ufeff ', []],
    ['<https://www.linkedin.com/in/jane-doe>', [jane]],
    ['<https://www.linkedin.com/in/jane-doe?a=1&amp;b=2|www.linkedin.com/in/j…>', [jane]],
    ['<http://linkedin.com/in/jane-doe|linkedin.com/in/jane-doe>', [jane]],
    ['https://www.linkedin.com/in/jane-doe?a=1&amp;b=2', [jane]],
    ['linkedin.com/in/jane-doe', [jane]],
    ['de.linkedin.com/in/jane-doe/', [jane]],
    ['\u200ehttps://www.linkedin.com/in/jane-doe\u200e', [jane]],
    ['linkedin.com/sales/lead/ACwAAb,NAME_SEARCH,x1 now', [address('member:ACwAAb'), word('now')]],
    ['@jane-doe', [handle]],
    ['@Jane-Doe, @jane-doe; @x', [handle, { ...handle }, { ...handle, ref: { key: 'in:x' } }]],
    ['<@U012ABC>', [member]],
    ['<@U012ABC|jane.doe>', [member]],
    ['<@U012ABC|>', [member]],
    ['<@U012ABC><@U012ABC|x>', [member, member]],
    ['"Jane Doe"', [quoted('Jane Doe')]],
    ['“Jane Doe”', [quoted('Jane Doe')]],
    ['„Jane Doe“', [quoted('Jane Doe')]],
    ['«Jane Doe» »Jane«', [quoted('Jane Doe'), quoted('Jane')]],
    ['"Jane Doe” at', [quoted('Jane Doe'), word('at')]],
    ['“Jane Doe"', [quoted('Jane Doe')]],
    ['"the “best” one" x', [quoted('the “best” one'), word('x')]],
    ['"a","b"', [quoted('a'), quoted('b')]],
    ['""', [quoted('')]],
    ['note "R&amp;D &lt;3 &amp;lt;"', [word('note'), quoted('R&D <3 &lt;')]],
    [
      '"hi <@U012ABC|jane>, see <https://x.example/a|x.example/a> in <#C1|general> <!here> <!subteam^S1|@sales>"',
      [quoted('hi @jane, see x.example/a in #general @here @sales')],
    ],
    ['at\u00a0yesterday  2pm', [word('at'), word('yesterday'), word('2pm')]],
    ["O'Brien R&amp;D 3,000, 2026-11-03", [word("O'Brien"), word('R&D'), word('3,000'), word('2026-11-03')]],
    ['a\u200cb', [word('ab')]],
  ])('cuts %j', (text, tokens) => {
    expect(readTokens(text)).toEqual(tokens);
  });

  it.each([
    ['<!channel>'],
    ['<!here|here>'],
    ['<!subteam^S012|@sales>'],
    ['<#C012|general>'],
    ['<mailto:jane@x.example|jane@x.example>'],
    ['jane@x.example'],
    ['@channel'],
    ['@Everyone'],
    ['@'],
    ['<https://x.example/in/jane-doe>'],
    ['x.example/in/jane-doe'],
    ['linkedin.com.evil.example/in/jane-doe'],
    ['<tel:123>'],
    ['<@C012ABC>'],
    ['<@>'],
    ['<'],
    ['<https://www.linkedin.com/in/jane-doe'],
  ])('shows the four forms for %j', (text) => {
    expect(() => readTokens(`log ${text}`)).toThrow(InputError);
    expect(() => readTokens(`log ${text}`)).toThrow(
      /linkedin\.com\/in\/jane-doe.*@jane-doe.*"Jane Doe".*Slack member/,
    );
  });

  it.each(['"Jane Doe', 'x “Jane', '„', '«Jane"'])('says that a quote is open in %j', (text) => {
    expect(() => readTokens(text)).toThrow(/not closed/);
  });

  it('says back little of what was typed, and escapes it', () => {
    const text = `"<!channel> \`&lt;${'x'.repeat(500)}`;
    expect(() => readTokens(text)).toThrow(/^The quote that begins “@channel '&lt;x{48}…” is not closed\./);
  });

  it('reads any text to tokens or an InputError', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<',
        '>',
        '|',
        '@',
        '"',
        '“',
        '„',
        '«',
        '&lt;',
        '<@U1',
        '<https://linkedin.com/in/',
        '%',
        ' ',
      ),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          for (const token of readTokens(pieces.join('')))
            if (token.kind === 'word') expect(token.text).not.toBe('');
          read += 1;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          expect(error.message).not.toMatch(/<|[\p{Cc}\u202e]/u);
        }
      }),
      { numRuns: 1_500 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
