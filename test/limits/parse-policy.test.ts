import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { checkPolicy, PolicyError, parsePolicy, presetPolicy } from '../../src/limits/parse-policy.ts';
import type { Policy } from '../../src/limits/policy.ts';
import { sameCap } from './history.ts';

const [firstLimit, ...otherLimits] = articlePolicy.limits;

const withLimit = (change: object) => ({
  ...articlePolicy,
  limits: [{ ...firstLimit, ...change }, ...otherLimits],
});
const withCap = (change: object) => withLimit({ cap: { ...sameCap(1), ...change } });
const withHours = (hours: unknown) => withLimit({ basis: 'sent', window: { kind: 'rolling', hours } });
const withRule = (name: keyof Policy, value: unknown) => ({
  ...articlePolicy,
  [name]: { value, source: 'workspace' },
});
const withShares = (nearing: number, critical: number) => ({
  ...articlePolicy,
  shares: { nearing, critical, source: 'workspace' },
});

function problems(document: unknown) {
  const check = checkPolicy(document);
  return check.ok ? [] : check.problems;
}

describe('a preset', () => {
  it.each([articlePolicy, observedPolicy])('$id survives being written as JSON and read again', (policy) => {
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it('cannot be changed', () => {
    const { limits, shares, noteChars } = articlePolicy;
    const parts = [
      articlePolicy,
      limits,
      limits[0],
      limits[0]?.cap,
      limits[0]?.window,
      shares,
      noteChars,
      noteChars.value,
    ];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true));
  });

  it('goes by its name', () => {
    expect([presetPolicy('article'), presetPolicy('observed')]).toEqual([articlePolicy, observedPolicy]);
  });
});

describe("a workspace's own policy", () => {
  it('is its preset but for what it changes', () => {
    const exceptions = { value: 'exempt', source: 'workspace' };
    expect(parsePolicy({ preset: 'observed', version: 3, exceptions })).toEqual({
      ...observedPolicy,
      id: 'own',
      version: 3,
      exceptions,
    });
  });

  it('lists all its limits if it lists any', () => {
    const limits = [{ ...firstLimit, cap: sameCap(50), source: 'workspace' }];
    expect(parsePolicy({ preset: 'article', version: 1, id: 'ours', limits })).toEqual({
      ...articlePolicy,
      id: 'ours',
      limits,
    });
  });

  it('counts its own versions', () => {
    expect(problems({ preset: 'article' }).map(({ path }) => path)).toEqual(['version']);
  });

  it('starts from a preset there is', () => {
    expect(problems({ ...articlePolicy, preset: 'wishful' })).toEqual([
      { path: 'preset', message: 'Choose one of: article, observed' },
    ]);
  });
});

const name = 'Give it a name';
const whole = (from: number, to: number) => `Enter a whole number from ${from} to ${to}`;
const cap = whole(1, 1_000_000);
const less = 'Enter less than the critical share';
const rolling = 'A rolling window counts what is sent; acceptances are counted by calendar windows';
const noRule = 'There is no such rule';

// biome-ignore format: a table
const wrongDocuments: [wrong: string, document: unknown, path: string, message: unknown][] = [
  ['nothing at all', undefined, '', expect.stringMatching('object')],
  ['null', null, '', expect.stringMatching('object')],
  ['a sentence', 'preset', '', expect.stringMatching('object')],
  ['an empty id', { ...articlePolicy, id: '' }, 'id', name],
  ['a number for an id', { ...articlePolicy, id: 7 }, 'id', name],
  ['version 0', { ...articlePolicy, version: 0 }, 'version', whole(1, 1_000_000_000)],
  ['a misspelt rule', { ...articlePolicy, samePersonHour: 24 }, 'samePersonHour', noRule],
  ['a misspelt part of a limit', withLimit({ caps: 4 }), 'limits.0.caps', noRule],
  ['no list of limits', { ...articlePolicy, limits: {} }, 'limits', 'List the limits'],
  ['a limit without a name', withLimit({ id: '' }), 'limits.0.id', name],
  ['an id used twice', withLimit({ id: 'guide' }), 'limits.3.id', 'Another limit is called guide'],
  ['a cap of 0', withCap({ free: 0 }), 'limits.0.cap.free', cap],
  ['a negative cap', withCap({ free: -3 }), 'limits.0.cap.free', cap],
  ['a cap beyond all measure', withCap({ free: 1_000_001 }), 'limits.0.cap.free', cap],
  ['half a cap', withCap({ business_plus: 2.5 }), 'limits.0.cap.business_plus', cap],
  ['a cap in words', withCap({ free: 'many' }), 'limits.0.cap.free', cap],
  ['a missing account type', withLimit({ cap: { free: 1, business_plus: 1 } }), 'limits.0.cap.sales_navigator', cap],
  ['an unknown resource', withLimit({ resource: 'message' }), 'limits.0.resource', 'Choose one of: connection, page'],
  ['an unknown basis', withLimit({ basis: 'pending' }), 'limits.0.basis', 'Choose one of: accepted, sent'],
  ['an unknown effect', withLimit({ effect: 'ban' }), 'limits.0.effect', 'Choose one of: block, warn'],
  ['a value without its source', withLimit({ source: undefined }), 'limits.0.source', 'Choose one of: article, official, observed, workspace'],
  ['an unknown window', withLimit({ window: { kind: 'lunar' } }), 'limits.0.window.kind', 'Choose one of: calendar, rolling'],
  ['an unknown calendar unit', withLimit({ window: { kind: 'calendar', unit: 'year' } }), 'limits.0.window.unit', 'Choose one of: day, week, month'],
  ['a window of 0 hours', withHours(0), 'limits.0.window.hours', whole(1, 8_760)],
  ['a window longer than a year', withHours(8_761), 'limits.0.window.hours', whole(1, 8_760)],
  ['a rolling window of acceptances', withLimit({ window: { kind: 'rolling', hours: 24 } }), 'limits.0.window', rolling],
  ['nearing at critical', withShares(95, 95), 'shares.nearing', less],
  ['nearing above critical', withShares(96, 95), 'shares.nearing', less],
  ['nearing at 0', withShares(0, 95), 'shares.nearing', whole(1, 100)],
  ['critical above the cap', withShares(80, 101), 'shares.critical', whole(1, 100)],
  ['no word on exceptions', withRule('exceptions', 'maybe'), 'exceptions.value', 'Choose one of: count, exempt'],
  ['no word on overlaps', withRule('overlap', 'allow'), 'overlap.value', 'Choose one of: warn, block'],
  ['no cool-down', withRule('samePersonHours', 0), 'samePersonHours.value', whole(1, 8_760)],
  ['a cool-down before the withdrawal', withRule('afterWithdrawalDays', -1), 'afterWithdrawalDays.value', whole(0, 365)],
  ['notes of no length', withRule('noteChars', { ...sameCap(300), free: 0 }), 'noteChars.value.free', whole(1, 3_000)],
  ['no notes at all', withRule('notesPerMonth', { ...sameCap(5), free: 0 }), 'notesPerMonth.value.free', whole(1, 10_000)],
  ['nothing pending', withRule('pendingSoft', 0), 'pendingSoft.value', whole(1, 30_000)],
  ['invites that never wait', withRule('expireDays', 0), 'expireDays.value', whole(1, 730)],
];

describe('a policy document', () => {
  it.each(wrongDocuments)(
    'with %s is refused by the name of the field',
    (_wrong, document, path, message) => {
      expect(problems(document)).toEqual([{ path, message }]);
    },
  );

  it('names every wrong field at once', () => {
    const wrong = {
      preset: 'article',
      version: -1,
      shares: {},
      overlap: { value: 'warn' },
      extra: 1,
      more: 2,
    };
    expect(new Set(problems(wrong).map(({ path }) => path))).toEqual(
      new Set([
        'version',
        'shares.nearing',
        'shares.critical',
        'shares.source',
        'overlap.source',
        'extra',
        'more',
      ]),
    );
  });

  it('that should be right throws with all its problems', () => {
    const read = () => parsePolicy({ ...articlePolicy, version: 0, id: '' });
    expect(read).toThrow(PolicyError);
    expect(read).toThrow(`Not a policy: id: ${name}; version: ${whole(1, 1_000_000_000)}`);
    expect(() => parsePolicy(undefined)).toThrow(/^Not a policy: document: /);
  });
});
