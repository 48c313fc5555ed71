import { z } from 'zod';

/** In the order of what they allow: the next one is the one to upgrade to. */
export const accountTypes = ['free', 'business_plus', 'sales_navigator'] as const;
const resources = ['connection', 'page'] as const;

const sourceSchema = z.enum(['article', 'official', 'observed', 'workspace']);

const windowSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('calendar'), unit: z.enum(['day', 'week', 'month']) }),
    z.strictObject({ kind: z.literal('rolling'), hours: z.int().positive() }),
  ])
  .readonly();

const limitSchema = z
  .strictObject({
    id: z.string().min(1),
    resource: z.enum(resources),
    basis: z.enum(['accepted', 'sent']),
    window: windowSchema,
    cap: z.record(z.enum(accountTypes), z.int().positive()).readonly(),
    effect: z.enum(['block', 'warn']),
    source: sourceSchema,
  })
  .refine(({ basis, window }) => basis === 'sent' || window.kind === 'calendar', {
    path: ['window'],
    error: 'A rolling window counts what is sent; acceptances are counted by calendar windows',
  })
  .readonly();

const sharesSchema = z
  .strictObject({ nearing: z.int().min(1).max(100), critical: z.int().min(1).max(100) })
  .refine(({ nearing, critical }) => nearing < critical, {
    path: ['nearing'],
    error: 'Expected a smaller share than critical',
  })
  .readonly();

/** A policy is data from outside: this is the only door. Strict, so that a misspelt rule is refused, not ignored. */
export const policySchema = z
  .strictObject({
    id: z.string().min(1),
    version: z.int().positive(),
    limits: z.array(limitSchema).superRefine(refuseRepeatedIds).readonly(),
    /** Whole per cents of a cap from which a meter is `nearing` and `critical`. */
    shares: sharesSchema,
    /** No second invite to a person within this many hours of another. */
    samePersonHours: z.strictObject({ value: z.int().positive(), source: sourceSchema }).readonly(),
  })
  .readonly();

export type AccountType = (typeof accountTypes)[number];
export type Resource = (typeof resources)[number];
export type Source = z.infer<typeof sourceSchema>;
export type Window = z.infer<typeof windowSchema>;
export type CalendarUnit = Extract<Window, { kind: 'calendar' }>['unit'];
export type Limit = z.infer<typeof limitSchema>;
export type Basis = Limit['basis'];
export type Effect = Limit['effect'];
export type Policy = z.infer<typeof policySchema>;

/** Reads a policy document. Throws a `ZodError` whose issues name every field that is wrong. */
export function parsePolicy(document: unknown): Policy {
  return policySchema.parse(document);
}

function refuseRepeatedIds(limits: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of limits.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `Another limit is called ${id}` });
    }
    seen.add(id);
  }
}
