import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { guideOf, guideRange, withGuide } from '../../src/limits/guide.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { checkPolicy } from '../../src/limits/parse-policy.ts';
import { onlyLimit, sameCap } from './history.ts';

describe('the guide is a setting, 50 to 200', () => {
  it.each([50, 99, 101, 200])('%d', (cap) => {
    const policy = withGuide(articlePolicy, cap);
    const guide = guideOf(articlePolicy);
    expect(guideOf(policy)).toEqual({ ...guide, cap: sameCap(cap), source: 'workspace' });
    expect(policy.limits.map(({ id }) => id)).toEqual(articlePolicy.limits.map(({ id }) => id));
    expect(policy).toEqual({ ...articlePolicy, limits: policy.limits });
    expect(policy.limits.filter(({ id }) => id !== 'guide')).toEqual(
      articlePolicy.limits.filter(({ id }) => id !== 'guide'),
    );
    expect(checkPolicy(policy).ok).toBe(true);
  });

  it.each([49, 201, 100.5, Number.NaN])('%d is none', (cap) => {
    expect(() => withGuide(articlePolicy, cap)).toThrow(
      new RangeError('A guide is a whole number from 50 to 200'),
    );
  });

  it('is checked where it is typed', () => {
    expect(guideRange).toEqual({ min: 50, max: 200 });
  });

  it('keeps its source while it is what is observed', () => {
    expect(withGuide(articlePolicy, 100)).toBe(articlePolicy);
    const uneven = onlyLimit(articlePolicy, 'guide', { cap: { ...sameCap(100), free: 90 } });
    expect(guideOf(withGuide(uneven, 100))?.cap).toEqual(sameCap(100));
  });

  it('moves no other limit that only advises', () => {
    const advising = onlyLimit(articlePolicy, 'page-month', { effect: 'warn' });
    expect(guideOf(advising)).toBeUndefined();
    expect(withGuide(advising, 150)).toBe(advising);
  });

  it('moves nothing that blocks', () => {
    expect(guideOf(observedPolicy)).toBeUndefined();
    expect(withGuide(observedPolicy, 150)).toBe(observedPolicy);
    const blocking = onlyLimit(articlePolicy, 'guide', { effect: 'block' });
    expect(withGuide(blocking, 150)).toBe(blocking);
  });
});
