import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import { observedPolicy } from '../../../src/limits/observed.ts';
import { checkPolicy, parsePolicy } from '../../../src/limits/parse-policy.ts';
import { policyChanges } from '../../../src/slack/views/policy-changes.ts';

const own = (change: object) => parsePolicy({ preset: 'article', version: 1, ...change });
const workspace = (value: unknown) => ({ value, source: 'workspace' });

describe('what changes in the limits', () => {
  it('is said with both numbers, and for whom', () => {
    const [day, ...others] = articlePolicy.limits;
    const after = own({
      limits: [{ ...day, cap: { free: 250, business_plus: 400, sales_navigator: 400 } }, ...others],
    });
    expect(policyChanges(articlePolicy, after)).toEqual([
      'Accepted a day, Free: 300 → 250',
      'Accepted a day, Business Plus and Sales Navigator: 500 → 400',
    ]);
  });

  it.each([
    [{ exceptions: workspace('exempt') }, 'Marked exceptions: count → do not count'],
    [{ overlap: workspace('block') }, 'A person a teammate has invited: gets a warning → is refused'],
    [{ samePersonHours: workspace(1) }, 'Same person again: after 168 hours → after 1 hour'],
    [{ afterWithdrawalDays: workspace(21) }, 'Again after withdrawing: at once → after 21 days'],
    [{ pendingSoft: workspace(1_000) }, 'Pending invites are too many from: 400 → 1,000'],
    [{ expireDays: workspace(90) }, 'A pending invite expires: after 180 days → after 90 days'],
    [{ shares: { nearing: 70, critical: 95, source: 'workspace' } }, 'Near a limit from: 80 % → 70 %'],
    [
      { notesPerMonth: workspace({ free: 5, business_plus: 50, sales_navigator: null }) },
      'Notes a month, Business Plus: any number → 50',
    ],
    [
      { noteChars: workspace({ free: 300, business_plus: 300, sales_navigator: 300 }) },
      'Characters of a note, Free: 200 → 300',
    ],
  ])('is one sentence for one rule: %j', (change, sentence) => {
    expect(checkPolicy({ preset: 'article', version: 1, ...change }).ok).toBe(true);
    expect(policyChanges(articlePolicy, own(change))).toEqual([sentence]);
  });

  it('names the limits that another starting point brings and takes away', () => {
    expect(policyChanges(articlePolicy, observedPolicy)).toEqual([
      'Starting point: Article → Observed',
      'No longer there: Accepted a day',
      'No longer there: Accepted a month',
      'No longer there: PageInvites sent a month',
      'No longer there: Sent in 7 days (guide)',
      'New: Sent a day: 25 (refuses a send)',
      'New: Sent in 7 days: 100 (refuses a send)',
      'Again after withdrawing: at once → after 21 days',
    ]);
  });
});
