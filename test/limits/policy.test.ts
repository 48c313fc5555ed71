import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { articlePolicy } from '../../src/limits/article.ts';
import { parsePolicy } from '../../src/limits/policy.ts';

const [firstLimit, ...otherLimits] = articlePolicy.limits;

function withLimit(change: object): object {
  return { ...articlePolicy, limits: [{ ...firstLimit, ...change }, ...otherLimits] };
}

describe('a policy document', () => {
  it('survives being written as JSON and read again', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(articlePolicy)))).toEqual(articlePolicy);
  });

  it('cannot be changed once read', () => {
    const policy = parsePolicy(articlePolicy);
    expect(
      Object.isFrozen(policy) && Object.isFrozen(policy.limits) && Object.isFrozen(policy.limits[0]?.cap),
    ).toBe(true);
  });

  it.each<[wrong: string, document: unknown, field: string]>([
    ['nothing at all', undefined, ''],
    ['an empty id', { ...articlePolicy, id: '' }, 'id'],
    ['version 0', { ...articlePolicy, version: 0 }, 'version'],
    ['a misspelt rule', { ...articlePolicy, samePersonHour: 24 }, ''],
    [
      'a cap of 0',
      withLimit({ cap: { free: 0, business_plus: 1, sales_navigator: 1 } }),
      'limits.0.cap.free',
    ],
    [
      'half a cap',
      withLimit({ cap: { free: 1, business_plus: 2.5, sales_navigator: 3 } }),
      'limits.0.cap.business_plus',
    ],
    [
      'a missing account type',
      withLimit({ cap: { free: 1, business_plus: 1 } }),
      'limits.0.cap.sales_navigator',
    ],
    ['an unknown resource', withLimit({ resource: 'message' }), 'limits.0.resource'],
    ['an unknown basis', withLimit({ basis: 'pending' }), 'limits.0.basis'],
    ['an unknown effect', withLimit({ effect: 'ban' }), 'limits.0.effect'],
    ['a value without its source', withLimit({ source: undefined }), 'limits.0.source'],
    ['an unknown window', withLimit({ window: { kind: 'lunar' } }), 'limits.0.window.kind'],
    [
      'an unknown calendar unit',
      withLimit({ window: { kind: 'calendar', unit: 'year' } }),
      'limits.0.window.unit',
    ],
    [
      'a window of 0 hours',
      withLimit({ basis: 'sent', window: { kind: 'rolling', hours: 0 } }),
      'limits.0.window.hours',
    ],
    [
      'a rolling window of acceptances',
      withLimit({ window: { kind: 'rolling', hours: 24 } }),
      'limits.0.window',
    ],
    ['an id used twice', withLimit({ id: 'guide' }), 'limits.3.id'],
    ['nearing at critical', { ...articlePolicy, shares: { nearing: 95, critical: 95 } }, 'shares.nearing'],
    ['nearing at 0', { ...articlePolicy, shares: { nearing: 0, critical: 95 } }, 'shares.nearing'],
    [
      'critical above the cap',
      { ...articlePolicy, shares: { nearing: 80, critical: 101 } },
      'shares.critical',
    ],
    [
      'no cool-down',
      { ...articlePolicy, samePersonHours: { value: 0, source: 'workspace' } },
      'samePersonHours.value',
    ],
  ])('with %s is refused by the name of the field', (_wrong, document, field) => {
    expect(fieldsRefused(document)).toEqual([field]);
  });

  it('names every wrong field at once', () => {
    expect(fieldsRefused({ ...articlePolicy, version: -1, shares: {} })).toEqual([
      'version',
      'shares.nearing',
      'shares.critical',
    ]);
  });
});

function fieldsRefused(document: unknown): string[] {
  try {
    parsePolicy(document);
  } catch (error) {
    if (error instanceof z.ZodError) return error.issues.map(({ path }) => path.join('.'));
    throw error;
  }
  return [];
}
