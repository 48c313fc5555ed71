import { expect, it } from 'vitest';
import { type Known, namesakes } from '../../src/linkedin/namesakes.ts';
import { nameKey } from '../../src/linkedin/person.ts';

const fits = (name: string, person: Known) => namesakes([nameKey(name)], [person]).get(nameKey(name))?.length;
const known = (key: string, name: string | null = null): Known => ({ key, name });

it.each([
  ['the words of the address', 'Jane Doe', known('in:jane-doe-1a2b3c')],
  ['their order aside', 'Doe Jane', known('in:jane-doe-1a2b3c')],
  ['some of them', 'Jane Doe', known('in:jane-marie-doe')],
  ['an address without hyphens', 'Jane Doe', known('in:janedoe')],
  ['without case and accents', 'JOSÉ  Núñez', known('in:jose-nunez-7')],
  ['accents in the address', 'Jose Nunez', known('in:josé-núñez')],
  ['other scripts', 'محمد الأمين', known('in:محمد-الأمين-7')],
  ['the stored name', 'jane doe', known('in:jd-77', 'Jane Doe')],
  ['the stored name of who has no words in the address', 'Zoë', known('member:ACoAAB', 'Zoe')],
  ['who is known by that name', 'Jane Doe', known('name:jane doe', 'Jane Doe')],
])('a name fits %s', (_, name, person) => {
  expect(fits(name, person)).toBe(1);
});

it.each([
  ['half of the words', 'Jane Doe', known('in:jane-smith')],
  ['half of a word', 'Jan Doe', known('in:jane-doe')],
  ['the words of another stored name', 'Jane', known('in:jd-77', 'Jane Doe')],
  ['the letters of an id', 'ACoAAB', known('member:ACoAAB')],
  ['the words of another name', 'Jane', known('name:jane doe', 'Jane Doe')],
  ['who has no words, by a name without any', '🦄', known('in:🦄🦄')],
])('a name does not fit %s', (_, name, person) => {
  expect(fits(name, person)).toBe(0);
});
