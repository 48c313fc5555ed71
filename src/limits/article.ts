import { type PolicyDocument, policySchema } from './policy.ts';
import { sharedRules } from './shared-rules.ts';

/** The default: the article on LinkedIn's invitation limits, and beside it the guide that practitioners report. */
export const articlePolicy = policySchema.parse({
  id: 'article',
  version: 1,
  preset: 'article',
  limits: [
    {
      id: 'connection-day',
      resource: 'connection',
      basis: 'accepted',
      window: { kind: 'calendar', unit: 'day' },
      cap: { free: 300, business_plus: 500, sales_navigator: 500 },
      effect: 'block',
      source: 'article',
    },
    {
      id: 'connection-month',
      resource: 'connection',
      basis: 'accepted',
      window: { kind: 'calendar', unit: 'month' },
      cap: { free: 3_000, business_plus: 15_000, sales_navigator: 30_000 },
      effect: 'block',
      source: 'article',
    },
    {
      id: 'page-month',
      resource: 'page',
      basis: 'sent',
      window: { kind: 'calendar', unit: 'month' },
      cap: { free: 4, business_plus: 25, sales_navigator: 90 },
      effect: 'block',
      source: 'article',
    },
    {
      id: 'guide',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'rolling', hours: 168 },
      cap: { free: 100, business_plus: 100, sales_navigator: 100 },
      effect: 'warn',
      source: 'observed',
    },
  ],
  ...sharedRules,
  afterWithdrawalDays: { value: 0, source: 'article' },
} satisfies PolicyDocument);
