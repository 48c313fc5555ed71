import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { profileUrl } from '../../src/linkedin/person.ts';
import { parseProfileUrl } from '../../src/linkedin/profile-url.ts';

const memberId = 'ACoAABcD_eFgHiJ-kLmNoPqRsTuVwXyZ0123456';

describe('parseProfileUrl', () => {
  it.each([
    ['https://www.linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe/', 'in:jane-doe'],
    ['http://linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['www.linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['https://de.linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['https://m.linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['https://mobile.linkedin.com/in/jane-doe', 'in:jane-doe'],
    ['https://www.linkedin.com/m/in/jane-doe', 'in:jane-doe'],
    ['https://www.linkedin.com/mwlite/in/jane-doe', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe/de', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe?trk=people-guest_people_search-card', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe#experience', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe/details/experience/', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe/recent-activity/all/', 'in:jane-doe'],
    ['https://www.linkedin.com/in/jane-doe/overlay/contact-info/', 'in:jane-doe'],
    ['https://www.linkedin.com//in//jane-doe', 'in:jane-doe'],
    ['HTTPS://WWW.LINKEDIN.COM/IN/Jane-DOE', 'in:jane-doe'],
    ['  https://www.linkedin.com/in/jane-doe\n', 'in:jane-doe'],
    ['https://www.linkedin.com/in/Ren%C3%A9-M%C3%BCller-1a2b', 'in:rené-müller-1a2b'],
    ['https://www.linkedin.com/in/Rene\u0301', 'in:rené'],
    ['https://www.linkedin.com/in/Rene%CC%81', 'in:rené'],
    ['https://www.linkedin.com/in/%E5%B1%B1%E7%94%B0-🦊', 'in:山田-🦊'],
    ['https://www.linkedin.com/in/jane%E2%80%AE-doe', 'in:jane-doe'],
    ['https://www.linkedin.com/in/x', 'in:x'],
    [`https://www.linkedin.com/in/${memberId}`, `member:${memberId}`],
    [`https://www.linkedin.com/in/ACwAABcdEFG?miniProfileUrn=x`, 'member:ACwAABcdEFG'],
    [`https://www.linkedin.com/sales/lead/ACwAAAbC,NAME_SEARCH,x1y2`, 'member:ACwAAAbC'],
    [`https://www.linkedin.com/sales/people/ACwAAAbC%2CNAME_SEARCH`, 'member:ACwAAAbC'],
    ['https://www.linkedin.com/sales/profile/12345678,AbCd,NAME_SEARCH', 'member:12345678'],
    ['https://www.linkedin.com/in/acoaabcd', 'in:acoaabcd'],
  ])('reads %j as %s', (url, key) => {
    expect(parseProfileUrl(url)).toBe(key);
  });

  it.each([
    'https://linkedin.com.evil.example/in/jane-doe',
    'https://evillinkedin.com/in/jane-doe',
    'https://linkedin.com@evil.example/in/jane-doe',
    'https://user@linkedin.com/in/jane-doe',
    'https://:secret@linkedin.com/in/jane-doe',
    'https://user:secret@linkedin.com/in/jane-doe',
    'https://evil.example\\@linkedin.com/in/jane-doe',
    'https://evil.example/linkedin.com/in/jane-doe',
    'https://evil.example/?u=https://linkedin.com/in/jane-doe',
    'https://lin\u043aedin.com/in/jane-doe',
    'https://www.linkedin.com:8443/in/jane-doe',
    'ftp://linkedin.com/in/jane-doe',
    'javascript:alert(1)//linkedin.com/in/jane-doe',
    'https://www.linkedin.com/in/jane\u0000doe',
    'https://www.link\nedin.com/in/jane-doe',
    `https://www.linkedin.com/in/${'a'.repeat(3_000)}`,
    'https://',
    '',
  ])('says that %j is not LinkedIn', (url) => {
    expect(() => parseProfileUrl(url)).toThrow(/not a LinkedIn address.*linkedin\.com\/in\/jane-doe/);
  });

  it.each([
    'https://www.linkedin.com/pub/jane-doe/1/2/3',
    'https://www.linkedin.com/talent/profile/AEMAA',
    'https://www.linkedin.com/profile/view?id=12345',
    'https://www.linkedin.com/in',
    'https://www.linkedin.com/in/',
    'https://www.linkedin.com/sales/lead/',
    'https://www.linkedin.com/sales/company/123',
    'https://www.linkedin.com/feed/',
    'https://www.linkedin.com',
  ])('asks for the /in/ address instead of %j', (url) => {
    expect(() => parseProfileUrl(url)).toThrow(/Open the profile and copy the \/in\/ address/);
  });

  it.each(['https://www.linkedin.com/company/acme', 'https://www.linkedin.com/school/mit/people/'])(
    'says that %j is not a person',
    (url) => {
      expect(() => parseProfileUrl(url)).toThrow(/not a person/);
    },
  );

  it.each(['%', '%zz', 'jane%C3', '%E0%A4%A'])('refuses the malformed sequence in %j', (slug) => {
    expect(() => parseProfileUrl(`https://www.linkedin.com/in/${slug}`)).toThrow(/damaged/);
  });

  it.each(['jane%00doe', 'a%2Fb', 'a%5Cb', '%0a', '%20', '%25C3', '%3Cb%3E', '---', 'a'.repeat(201)])(
    'keeps %j out of a key',
    (slug) => {
      expect(() => parseProfileUrl(`https://www.linkedin.com/in/${slug}`)).toThrow(InputError);
    },
  );

  it('takes a slug of 200 characters', () => {
    expect(parseProfileUrl(`linkedin.com/in/${'é'.repeat(200)}`)).toBe(`in:${'é'.repeat(200)}`);
  });

  it('throws nothing but InputError, and gives keys that their own address leads back to', () => {
    const slug = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.webPath(),
      fc.constantFrom(memberId, 'ACwAAx', 'İstanbul', 'ΑΣ', 'ﬁ'),
    );
    const path = fc.constantFrom('/in/', '/sales/lead/', '/m/in/', '/');
    let keys = 0;
    fc.assert(
      fc.property(path, slug, (prefix, end) => {
        let key: ReturnType<typeof parseProfileUrl>;
        try {
          key = parseProfileUrl(`https://www.linkedin.com${prefix}${end}`);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        keys += 1;
        expect(key).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\s]/u);
        expect(key).toBe(key.normalize('NFC'));
        expect(parseProfileUrl(profileUrl(key) ?? '')).toBe(key);
      }),
      { numRuns: 1_000 },
    );
    expect(keys).toBeGreaterThan(100);
  });
});
