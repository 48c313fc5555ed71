import { z } from 'zod';

/** In the order of what they allow: the next one is the one to upgrade to. */
export const accountTypes = ['free', 'business_plus', 'sales_navigator'] as const;
export const presetNames = ['article', 'observed'] as const;
const resources = ['connection', 'page'] as const;
const sources = ['article', 'official', 'observed', 'workspace'] as const;

const text = z.string({ error: 'Give it a name' }).min(1, { error: 'Give it a name' });
const source = oneOf(sources);

/** Shown at the field of a form, so it says what to enter, whatever is wrong. */
function whole(from: number, to: number) {
  const error = `Enter a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `Choose one of: ${values.join(', ')}` });
}

/** A rule that is one value, with where it comes from. */
function rule<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, source }).readonly();
}

function byType<T extends z.ZodType>(value: T) {
  return z.record(z.enum(accountTypes), value).readonly();
}

const windowSchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('calendar'), unit: oneOf(['day', 'week', 'month']) }),
      z.strictObject({ kind: z.literal('rolling'), hours: whole(1, 8_760) }),
    ],
    { error: 'Choose one of: calendar, rolling' },
  )
  .readonly();

const limitSchema = z
  .strictObject({
    id: text,
    resource: oneOf(resources),
    basis: oneOf(['accepted', 'sent']),
    window: windowSchema,
    cap: byType(whole(1, 1_000_000)),
    effect: oneOf(['block', 'warn']),
    source,
  })
  .refine(({ basis, window }) => basis === 'sent' || window.kind === 'calendar', {
    path: ['window'],
    error: 'A rolling window counts what is sent; acceptances are counted by calendar windows',
  })
  .readonly();

const sharesSchema = z
  .strictObject({ nearing: whole(1, 100), critical: whole(1, 100), source })
  .refine(({ nearing, critical }) => nearing < critical, {
    path: ['nearing'],
    error: 'Enter less than the critical share',
  })
  .readonly();

/** A policy is data from outside: this is the only door. Strict, so that a misspelt rule is refused, not ignored. */
export const policySchema = z
  .strictObject({
    id: text,
    /** Counts the changes of a workspace's policy. */
    version: whole(1, 1_000_000_000),
    /** What it is, or what it started from. */
    preset: oneOf(presetNames),
    limits: z.array(limitSchema, { error: 'List the limits' }).superRefine(refuseRepeatedIds).readonly(),
    /** Whole per cents of a cap from which a meter is `nearing` and `critical`. */
    shares: sharesSchema,
    /** Whether invites that carry an exception mark stay out of the meters. */
    exceptions: rule(oneOf(['count', 'exempt'])),
    /** No second invite to a person within this many hours of another. */
    samePersonHours: rule(whole(1, 8_760)),
    /** Nor within this many days after withdrawing one; 0 for no such rule. */
    afterWithdrawalDays: rule(whole(0, 365)),
    /** The most characters of a note. */
    noteChars: rule(byType(whole(1, 3_000))),
    /** The most notes a calendar month; null for as many as one likes. */
    notesPerMonth: rule(byType(whole(1, 10_000).nullable())),
    /** How many pending invites are a reason to withdraw some. */
    pendingSoft: rule(whole(1, 30_000)),
    /** A pending invite expires this many days after it was sent. */
    expireDays: rule(whole(1, 730)),
    /** What it does that a teammate has invited the same person. */
    overlap: rule(oneOf(['warn', 'block'])),
  })
  .readonly();

export type AccountType = (typeof accountTypes)[number];
export type PresetName = (typeof presetNames)[number];
export type Resource = (typeof resources)[number];
export type Source = (typeof sources)[number];
export type Window = z.infer<typeof windowSchema>;
export type CalendarUnit = Extract<Window, { kind: 'calendar' }>['unit'];
export type Limit = z.infer<typeof limitSchema>;
export type Basis = Limit['basis'];
export type Effect = Limit['effect'];
export type Policy = z.infer<typeof policySchema>;
/** Every field of a policy as JSON has it, before it is read. */
export type PolicyDocument = z.input<typeof policySchema>;

function refuseRepeatedIds(limits: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of limits.entries()) {
    if (seen.has(id)) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `Another limit is called ${id}` });
    }
    seen.add(id);
  }
}
