import { expect, it } from 'vitest';
import { echo } from '../../../src/slack/commands/echo.ts';

it.each([
  ['hello', '“hello”'],
  ['<!channel> & co', '“&lt;!channel&gt; &amp; co”'],
  ['`*a* _b_ ~c~`', "“''a' 'b' 'c''”"],
  ['a\u202eb\u0000c\n\td', '“a b c d”'],
  ['🦊'.repeat(61), `“${'🦊'.repeat(59)}…”`],
])('says back %j as %j', (typed, said) => {
  expect(echo(typed)).toBe(said);
});
