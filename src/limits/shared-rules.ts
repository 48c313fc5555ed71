import type { PolicyDocument } from './policy.ts';

/** What both presets share. `workspace` marks rules of the team's own, of which LinkedIn knows nothing. */
export const sharedRules = {
  shares: { nearing: 80, critical: 95, source: 'workspace' },
  exceptions: { value: 'count', source: 'article' },
  samePersonHours: { value: 168, source: 'article' },
  noteChars: { value: { free: 200, business_plus: 300, sales_navigator: 300 }, source: 'observed' },
  notesPerMonth: { value: { free: 5, business_plus: null, sales_navigator: null }, source: 'official' },
  pendingSoft: { value: 400, source: 'observed' },
  expireDays: { value: 180, source: 'observed' },
  overlap: { value: 'warn', source: 'workspace' },
} as const satisfies Partial<PolicyDocument>;
