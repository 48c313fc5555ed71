import { expect, it } from 'vitest';
import { drawable } from '../../src/simulator/page/drawable.ts';

const joiner = '\u2060';

it('leaves labels out of mentions, and keeps those of links', () => {
  expect(drawable('<@U1|omar> in <#C1|sales>, <https://a.example|here>')).toBe(
    '<@U1> in <#C1>, <https://a.example|here>',
  );
});

it('keeps what was escaped from becoming a mention', () => {
  expect(drawable('&lt;@U1&gt; and &lt;!here&gt;')).toBe(`<${joiner}@U1> and <${joiner}!here>`);
  expect(drawable('&amp;lt;')).toBe(`&${joiner}lt;`);
});

it('unescapes the rest', () => {
  expect(drawable('a &lt; b &amp; c &gt; d')).toBe('a < b & c > d');
});

it('keeps a quote at the start of a line', () => {
  expect(drawable('said\n&gt; quoted')).toBe('said\n&gt; quoted');
});
