import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { sameCap } from './history.ts';

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

  it('has no other limit', () => {
    expect(articlePolicy.limits).toHaveLength(4);
  });

  it('is the default of every other rule, each with its source', () => {
    const { limits: _, ...rules } = articlePolicy;
    expect(rules).toEqual({
      id: 'article',
      version: 1,
      preset: 'article',
      shares: { nearing: 80, critical: 95, source: 'workspace' },
      exceptions: { value: 'count', source: 'article' },
      samePersonHours: { value: 168, source: 'article' },
      afterWithdrawalDays: { value: 0, source: 'article' },
      noteChars: { value: { free: 200, business_plus: 300, sales_navigator: 300 }, source: 'observed' },
      notesPerMonth: { value: { free: 5, business_plus: null, sales_navigator: null }, source: 'official' },
      pendingSoft: { value: 400, source: 'observed' },
      expireDays: { value: 180, source: 'observed' },
      overlap: { value: 'warn', source: 'workspace' },
    });
  });
});

describe('the observed policy', () => {
  it.each([
    ['sent-day', 25, { kind: 'calendar', unit: 'day' }],
    ['sent-7-days', 100, { kind: 'rolling', hours: 7 * 24 }],
  ])('blocks by what is sent: %s %d', (id, cap, window) => {
    expect(observedPolicy.limits.find((limit) => limit.id === id)).toEqual({
      id,
      resource: 'connection',
      basis: 'sent',
      window,
      cap: sameCap(cap),
      effect: 'block',
      source: 'observed',
    });
    expect(observedPolicy.limits).toHaveLength(2);
  });

  it('waits 21 days after withdrawing, and is like the article in everything else', () => {
    const { limits: _, ...rules } = observedPolicy;
    const { limits: __, ...article } = articlePolicy;
    expect(rules).toEqual({
      ...article,
      id: 'observed',
      preset: 'observed',
      afterWithdrawalDays: { value: 21, source: 'official' },
    });
  });
});
