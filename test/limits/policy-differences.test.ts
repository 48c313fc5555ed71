import fc from 'fast-check';
import { expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { withGuide } from '../../src/limits/guide.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { policyDifferences } from '../../src/limits/policy-differences.ts';
import { ownPolicies, rulesOf } from './own-policies.ts';

it('finds a difference between two policies exactly if they do not decide alike', () => {
  fc.assert(
    fc.property(ownPolicies, ownPolicies, (before, after) => {
      const isSame = JSON.stringify(rulesOf(before)) === JSON.stringify(rulesOf(after));
      expect(policyDifferences(before, after).length === 0).toBe(isSame);
      expect(policyDifferences(before, before)).toEqual([]);
    }),
  );
});

it('finds one in every rule that is changed alone', () => {
  const changes = [
    { shares: { ...articlePolicy.shares, nearing: 79 } },
    { shares: { ...articlePolicy.shares, critical: 96 } },
    { exceptions: { ...articlePolicy.exceptions, value: 'exempt' as const } },
    { samePersonHours: { ...articlePolicy.samePersonHours, value: 1 } },
    { afterWithdrawalDays: { ...articlePolicy.afterWithdrawalDays, value: 1 } },
    { pendingSoft: { ...articlePolicy.pendingSoft, value: 1 } },
    { expireDays: { ...articlePolicy.expireDays, value: 1 } },
    { overlap: { ...articlePolicy.overlap, value: 'block' as const } },
    { noteChars: { ...articlePolicy.noteChars, value: { ...articlePolicy.noteChars.value, free: 1 } } },
    {
      notesPerMonth: {
        ...articlePolicy.notesPerMonth,
        value: { ...articlePolicy.notesPerMonth.value, business_plus: 1 },
      },
    },
    { limits: articlePolicy.limits.slice(1) },
  ];
  for (const change of changes)
    expect(policyDifferences(articlePolicy, { ...articlePolicy, ...change })).toHaveLength(1);
});

it('says once what changes alike for every account type', () => {
  expect(policyDifferences(articlePolicy, withGuide(articlePolicy, 80))).toMatchObject([
    { kind: 'cap', types: ['free', 'business_plus', 'sales_navigator'], from: 100, to: 80 },
  ]);
});

it('has the limits of another preset as new ones, and the former ones as gone', () => {
  const kinds = policyDifferences(articlePolicy, observedPolicy).map(({ kind }) => kind);
  expect(kinds).toEqual([
    'preset',
    ...['limit_gone', 'limit_gone', 'limit_gone', 'limit_gone'],
    ...['limit_added', 'limit_added'],
    'rule',
  ]);
});
