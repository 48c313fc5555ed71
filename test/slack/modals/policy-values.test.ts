import fc from 'fast-check';
import { expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { checkPolicy } from '../../../src/limits/parse-policy.ts';
import { fieldProblem, policyDocument, policyValues } from '../../../src/slack/modals/policy-values.ts';
import { ownPolicies } from '../../limits/own-policies.ts';

const made = (document: object) => checkPolicy({ ...document, version: 1 });

it('makes of an untouched form the very policy that it was filled in from', () => {
  fc.assert(
    fc.property(ownPolicies, (policy) => {
      expect(made(policyDocument(policy, policyValues(policy)))).toEqual({
        ok: true,
        policy: { ...policy, id: 'own', version: 1 },
      });
    }),
  );
});

it('makes of the fields of one policy, over another of the same starting point, that policy', () => {
  fc.assert(
    fc.property(ownPolicies, ownPolicies, (base, wanted) => {
      fc.pre(base.preset === wanted.preset);
      const check = made(policyDocument(base, policyValues(wanted)));
      expect(check.ok && policyValues(check.policy)).toEqual(policyValues(wanted));
    }),
  );
});

it('keeps the source of what is the starting point’s, and calls the rest the workspace’s', () => {
  const values = { ...policyValues(articlePolicy), 'cap.0.free': '250', samePersonHours: '200' };
  const document = policyDocument(articlePolicy, values);
  expect(document).toMatchObject({
    limits: [{ source: 'workspace' }, { source: 'article' }, { source: 'article' }, { source: 'observed' }],
    samePersonHours: { value: 200, source: 'workspace' },
    overlap: articlePolicy.overlap,
  });
  const check = made(document);
  expect(check.ok && policyDocument(check.policy, policyValues(articlePolicy))).toMatchObject({
    limits: articlePolicy.limits,
    samePersonHours: articlePolicy.samePersonHours,
  });
});

it('finds the field of every sentence of the policy', () => {
  const values = Object.fromEntries(
    Object.entries(policyValues(articlePolicy)).map(([field, value]) => [
      field,
      field === 'preset' || Array.isArray(value) ? value : 'x',
    ]),
  );
  const check = made(policyDocument(articlePolicy, values));
  const problems = check.ok ? [] : check.problems.map((problem) => fieldProblem(problem, articlePolicy));
  const fields = Object.keys(values).filter((field) => field !== 'preset' && field !== 'refusing');
  expect([...new Set(problems.map(({ path }) => path))].sort()).toEqual(fields.sort());
  expect(problems.find(({ path }) => path === 'guide')?.message).toBe('Enter a whole number from 50 to 200');
});
