import { type PolicyDocument, policySchema } from './policy.ts';
import { sharedRules } from './shared-rules.ts';

/** What practitioners report: far tighter than the article, and all of it by what is sent. */
export const observedPolicy = policySchema.parse({
  id: 'observed',
  version: 1,
  preset: 'observed',
  limits: [
    {
      id: 'sent-day',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'calendar', unit: 'day' },
      cap: { free: 25, business_plus: 25, sales_navigator: 25 },
      effect: 'block',
      source: 'observed',
    },
    {
      id: 'sent-7-days',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'rolling', hours: 168 },
      cap: { free: 100, business_plus: 100, sales_navigator: 100 },
      effect: 'block',
      source: 'observed',
    },
  ],
  ...sharedRules,
  afterWithdrawalDays: { value: 21, source: 'official' },
} satisfies PolicyDocument);
