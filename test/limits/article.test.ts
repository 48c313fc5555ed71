import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';

describe('the article policy', () => {
  it.each([
    ['connection-day', 300, 500, 500, 'accepted', { kind: 'calendar', unit: 'day' }, 'block', 'article'],
    [
      'connection-month',
      3_000,
      15_000,
      30_000,
      'accepted',
      { kind: 'calendar', unit: 'month' },
      'block',
      'article',
    ],
    ['page-month', 4, 25, 90, 'sent', { kind: 'calendar', unit: 'month' }, 'block', 'article'],
    ['guide', 100, 100, 100, 'sent', { kind: 'rolling', hours: 7 * 24 }, 'warn', 'observed'],
  ])(
    'sets %s to %d, %d and %d',
    (id, free, business_plus, sales_navigator, basis, window, effect, source) => {
      const resource = id === 'page-month' ? 'page' : 'connection';
      expect(articlePolicy.limits.find((limit) => limit.id === id)).toEqual({
        id,
        resource,
        basis,
        window,
        cap: { free, business_plus, sales_navigator },
        effect,
        source,
      });
    },
  );

  it('has no other limit, warns from 80 and 95 per cent and keeps a person for 7 days', () => {
    expect(articlePolicy.limits).toHaveLength(4);
    expect(articlePolicy.shares).toEqual({ nearing: 80, critical: 95 });
    expect(articlePolicy.samePersonHours).toEqual({ value: 168, source: 'article' });
  });
});
