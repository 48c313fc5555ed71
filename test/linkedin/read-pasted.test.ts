import { describe, expect, it } from 'vitest';
import { readPasted } from '../../src/linkedin/read-pasted.ts';
import { searchFor } from '../../src/linkedin/search-people.ts';

const keys = (text: string) => readPasted(text).map(({ key }) => key);

describe('a pasted text', () => {
  it.each([
    ['names, one a line', 'Jane Doe\r\n\r\n  JOSÉ  Núñez \n', ['name:jane doe', 'name:jose nunez']],
    [
      'names in quotes or behind bullets',
      '“Jane Doe”\n• Sam Lee\n- "Ana B"',
      ['name:jane doe', 'name:sam lee', 'name:ana b'],
    ],
    [
      'addresses of every form',
      'https://www.linkedin.com/in/Jane-Doe/?trk=x\nde.linkedin.com/in/sam\n@ana-b',
      ['in:jane-doe', 'in:sam', 'in:ana-b'],
    ],
    [
      'several addresses in a line',
      'linkedin.com/in/a, linkedin.com/in/b; <https://linkedin.com/in/c|C>',
      ['in:a', 'in:b', 'in:c'],
    ],
    [
      'an address behind a name: it alone counts',
      'Jane Doe https://www.linkedin.com/in/jane-doe',
      ['in:jane-doe'],
    ],
    ['a cell of a spreadsheet a word', 'Jane\tDoe', ['name:jane doe']],
    ['who stands there twice, once', 'Jane Doe\njane doe\n@x\nlinkedin.com/in/X', ['name:jane doe', 'in:x']],
    ['a page that is no person', 'https://www.linkedin.com/company/acme', [null]],
    ['an address that is cut off', 'https://www.linkedin.com/in/%E0', [null]],
    ['a name that is too long', 'W'.repeat(201), [null]],
    [
      'what LinkedIn writes around names',
      'Jane Doe accepted your invitation\nSam Lee · 1st\nView Ana B’s profile\nKim Poe 2nd degree connection\n' +
        'You are now connected with Li Wei\nMax Roe has accepted your invitation to connect.',
      ['name:jane doe', 'name:sam lee', 'name:ana b', 'name:kim poe', 'name:li wei', 'name:max roe'],
    ],
    [
      'LinkedIn’s buttons and dates, which are nobody',
      'Jane Doe\n1st degree connection\nMessage\nPending\nConnect\nSent 2 weeks ago\nConnected on 3 Nov 2026\nStatus is online',
      ['name:jane doe'],
    ],
    ['nothing', ' \n--\n•\n', []],
  ])('may hold %s', (_, text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('says each as it stood there', () => {
    expect(readPasted('• Jane  Doe\nhttps://www.linkedin.com/in/%E0').map(({ said }) => said)).toEqual([
      'Jane Doe',
      'https://www.linkedin.com/in/%E0',
    ]);
  });

  it('may have a headline behind a name', () => {
    for (const line of ['Jane Doe - CEO at Acme', 'Jane Doe | CEO', 'Jane Doe at Acme']) {
      const [one] = readPasted(line);
      expect(one?.said).toBe(line);
      expect(one?.parts.map(({ key }) => key)).toEqual(['name:jane doe']);
    }
  });

  it('may be one name with a comma in it, or several', () => {
    const [one] = readPasted('Jane Doe, Sam Lee; Ana');
    expect(one?.key).toBe('name:jane doe, sam lee; ana');
    expect(one?.parts.map(({ key }) => key)).toEqual(['name:jane doe', 'name:sam lee', 'name:ana']);
  });
});

describe('a search', () => {
  const jane = [
    { key: 'in:jd-77', name: 'José Núñez' },
    { key: 'name:pepe', name: 'Pepe' },
  ];
  it.each(['', 'jose', 'NÚÑEZ', 'nez jo', 'jd', '@jd-77', 'https://linkedin.com/in/JD-77/', 'pepe'])(
    '%s finds by name, address and other keys',
    (text) => expect(searchFor(text)(jane)).toBe(true),
  );
  it.each(['jane', 'jose pepe', 'https://linkedin.com/in/jd', 'https://linkedin.com/company/jd'])(
    '%s finds nobody',
    (text) => expect(searchFor(text)(jane)).toBe(false),
  );
});
