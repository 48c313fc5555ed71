import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import {
  handleKey,
  labelOf,
  namedPerson,
  nameKey,
  parseName,
  profileUrl,
  slackKey,
} from '../../src/linkedin/person.ts';

describe('parseName', () => {
  it.each([
    ['  Jane \u00a0 \t Doe ', 'Jane Doe'],
    ['Jane\nDoe', 'Jane Doe'],
    ["Seán O'Brien", "Seán O'Brien"],
    ['محمد علي', 'محمد علي'],
    ['👩‍💻 Zoë', '👩‍💻 Zoë'],
    ['Jane \u202eeoD\u202c', 'Jane eoD'],
    ['\u2066Jane\u2069\u200b', 'Jane'],
    ['<b> & co', '<b> & co'],
  ])('keeps %j as %j', (typed, name) => {
    expect(parseName(typed)).toBe(name);
  });

  it.each([
    '',
    '   ',
    '\u200b\u202e',
    '---',
    'Jane\u0000Doe',
    'Jane\u001b[31m',
    'Jane\u0085',
    '\ud800',
    'a'.repeat(201),
  ])('refuses %j', (typed) => {
    expect(() => parseName(typed)).toThrow(InputError);
  });

  it('counts characters, not code units', () => {
    expect(parseName('🦊'.repeat(200))).toBe('🦊'.repeat(200));
  });
});

describe('nameKey', () => {
  it.each([
    ['Jane Doe', 'name:jane doe'],
    ['JANE   DOE', 'name:jane doe'],
    ['José Núñez', 'name:jose nunez'],
    ['Jose\u0301 Nun\u0303ez', 'name:jose nunez'],
    ['Łukasz Ørsted-Weiß', 'name:lukasz orsted-weiss'],
    ['Seán O’Brien', "name:sean o'brien"],
    ['İpek', 'name:ipek'],
    ['Ｊａｎｅ', 'name:jane'],
    ['محمد', 'name:محمد'],
    ['山田太郎', 'name:山田太郎'],
    ['김철수', 'name:김철수'],
    ['राम', 'name:राम'],
    ['🦊', 'name:🦊'],
    ['\u0301', 'name:\u0301'],
  ])('folds %j to %s', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  it('keeps vowel marks that make another name', () => {
    expect(nameKey('राम')).not.toBe(nameKey('रमा'));
    expect(nameKey('が')).not.toBe(nameKey('か'));
  });

  it('is never empty, and folding what was folded changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const key = nameKey(name);
        expect(key.length).toBeGreaterThan('name:'.length);
        expect(nameKey(key.slice('name:'.length))).toBe(key);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('makes a person of a name', () => {
  expect(namedPerson(' Jané  Doe ')).toEqual({ key: 'name:jane doe', name: 'Jané Doe' });
});

describe('handleKey', () => {
  it.each([
    ['@jane-doe', 'in:jane-doe'],
    ['Jane-Doe', 'in:jane-doe'],
    ['@x', 'in:x'],
    ['@ACoAAB1c', 'member:ACoAAB1c'],
  ])('reads %j as %s', (handle, key) => {
    expect(handleKey(handle)).toBe(key);
  });

  it.each(['@', '@..', '@a/b', '@@jane', '@jane doe', '@\u202e'])('refuses %j', (handle) => {
    expect(() => handleKey(handle)).toThrow(InputError);
  });
});

it('takes only the ids of Slack members', () => {
  expect(slackKey('U012ABC')).toBe('slack:U012ABC');
  expect(slackKey('W012ABC')).toBe('slack:W012ABC');
  for (const id of ['C012ABC', 'U', 'u012abc', 'U012|x', '']) expect(() => slackKey(id)).toThrow(InputError);
});

it('knows the address of a profile, and that names and members have none', () => {
  expect(profileUrl('in:rené')).toBe('https://www.linkedin.com/in/ren%C3%A9');
  expect(profileUrl('member:ACoAAB1c')).toBe('https://www.linkedin.com/in/ACoAAB1c');
  expect(profileUrl('member:123')).toBe('https://www.linkedin.com/sales/people/123');
  expect(profileUrl('name:jane doe')).toBeUndefined();
  expect(profileUrl('slack:U012ABC')).toBeUndefined();
});

it('calls a person by name, else by slug or id', () => {
  expect(labelOf({ key: 'in:jane-doe', name: 'Jane Doe' })).toBe('Jane Doe');
  expect(labelOf({ key: 'in:jane-doe' })).toBe('jane-doe');
  expect(labelOf({ key: 'slack:U012ABC' })).toBe('U012ABC');
  expect(labelOf({ key: 'name:a:b' })).toBe('a:b');
});
