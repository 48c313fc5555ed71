import { guideOf, guideRange } from '../../limits/guide.ts';
import { type PolicyProblem, presetPolicy } from '../../limits/parse-policy.ts';
import { type AccountType, accountTypes, type Limit, type Policy } from '../../limits/policy.ts';
import { isSameLimit } from '../../limits/policy-differences.ts';
import type { PolicyChange } from '../../services/change-policy.ts';
import { CAPS } from '../caps.ts';
import type { FormState } from '../request.ts';

/** Further limits of a policy that nobody made here stay as they are. */
const mostLimits = CAPS.checkboxOptions;
const singleRules = ['samePersonHours', 'afterWithdrawalDays', 'pendingSoft', 'expireDays'] as const;

/** A limit that has fields of its own, and which one of the policy's it is; the guide has another field. */
export type ShownLimit = { readonly index: number; readonly limit: Limit };

export function shownLimits(policy: Policy): readonly ShownLimit[] {
  const guide = guideOf(policy);
  return policy.limits
    .map((limit, index) => ({ index, limit }))
    .filter(({ limit }) => limit !== guide)
    .slice(0, mostLimits);
}

export const capField = (index: number, type: AccountType): string => `cap.${index}.${type}`;

/** Every field of the form with its value in a policy; null for an empty one. */
export function policyValues(policy: Policy): FormState {
  const guide = guideOf(policy);
  const limits = shownLimits(policy);
  const { notesPerMonth, noteChars } = policy;
  return {
    preset: policy.preset,
    ...(guide && { guide: String(guide.cap.free) }),
    nearing: String(policy.shares.nearing),
    critical: String(policy.shares.critical),
    exceptions: policy.exceptions.value,
    overlap: policy.overlap.value,
    ...Object.fromEntries(singleRules.map((rule) => [rule, String(policy[rule].value)])),
    refusing: limits.filter(({ limit }) => limit.effect === 'block').map(({ index }) => String(index)),
    ...Object.fromEntries(
      accountTypes.flatMap((type) => [
        ...limits.map(({ index, limit }) => [capField(index, type), String(limit.cap[type])]),
        [`notesPerMonth.${type}`, notesPerMonth.value[type]?.toString() ?? null],
        [`noteChars.${type}`, String(noteChars.value[type])],
      ]),
    ),
  };
}

/**
 * The policy that the fields make of the one they were filled in from. What is no whole number becomes `NaN`, which
 * `checkPolicy` refuses at its place. A value that is the preset's keeps its source.
 */
export function policyDocument(base: Policy, values: FormState): PolicyChange {
  const preset = presetPolicy(base.preset);
  const shown = shownLimits(base);
  const limits = base.limits.map((limit, index): Limit => {
    const isShown = shown.some((one) => one.limit === limit);
    const own = isShown ? limitFrom(limit, index, values) : guideFrom(limit, base, values);
    return [limit, ...preset.limits].find((known) => isLike(known, own)) ?? { ...own, source: 'workspace' };
  });
  const rule = <V>(name: RuleName, value: V) => {
    const known = [base[name], preset[name]].find((one) => isEqual(one.value, value));
    return known ?? { value, source: 'workspace' };
  };
  const shares = { nearing: whole(values.nearing), critical: whole(values.critical) };
  return {
    preset: base.preset,
    limits,
    shares: [base.shares, preset.shares].find(
      (known) => known.nearing === shares.nearing && known.critical === shares.critical,
    ) ?? { ...shares, source: 'workspace' },
    exceptions: rule('exceptions', values.exceptions),
    overlap: rule('overlap', values.overlap),
    ...Object.fromEntries(singleRules.map((name) => [name, rule(name, whole(values[name]))])),
    notesPerMonth: rule(
      'notesPerMonth',
      byType((type) => {
        const value = values[`notesPerMonth.${type}`];
        return value === null || value === '' ? null : whole(value);
      }),
    ),
    noteChars: rule(
      'noteChars',
      byType((type) => whole(values[`noteChars.${type}`])),
    ),
  };
}

/** At which field a problem stands, and its sentence there. */
export function fieldProblem({ path, message }: PolicyProblem, base: Policy): PolicyProblem {
  const [rule = '', ...rest] = path.split('.');
  if (rule === 'shares') return { path: rest[0] ?? 'nearing', message };
  if (rule === 'notesPerMonth' || rule === 'noteChars') return { path: `${rule}.${rest[1]}`, message };
  if (rule !== 'limits') return { path: rule, message };
  const [index, part, type] = rest;
  if (base.limits[Number(index)] === guideOf(base)) return { path: 'guide', message: guideSentence };
  return { path: part === 'effect' ? 'refusing' : `cap.${index}.${type}`, message };
}

export const guideSentence = `Enter a whole number from ${guideRange.min} to ${guideRange.max}`;

type RuleName = (typeof singleRules)[number] | 'exceptions' | 'overlap' | 'notesPerMonth' | 'noteChars';

function limitFrom(limit: Limit, index: number, values: FormState): Limit {
  const { refusing } = values;
  return {
    ...limit,
    cap: byType((type) => whole(values[capField(index, type)])),
    effect: Array.isArray(refusing) && refusing.includes(String(index)) ? 'block' : 'warn',
  };
}

/** The guide as it was while its field is untouched; what is outside its range is no number. */
function guideFrom(limit: Limit, base: Policy, { guide }: FormState): Limit {
  if (limit !== guideOf(base) || guide === String(limit.cap.free)) return limit;
  const cap = whole(guide);
  const own = cap >= guideRange.min && cap <= guideRange.max ? cap : Number.NaN;
  return { ...limit, cap: byType(() => own) };
}

function isLike(known: Limit, own: Limit): boolean {
  return isSameLimit(known, own) && known.effect === own.effect && isEqual(known.cap, own.cap);
}

/** Of single values, and of one for each account type. */
function isEqual(one: unknown, other: unknown): boolean {
  if (!isByType(one) || !isByType(other)) return one === other;
  return accountTypes.every((type) => one[type] === other[type]);
}

function isByType(value: unknown): value is Readonly<Record<AccountType, unknown>> {
  return typeof value === 'object' && value !== null && accountTypes.every((type) => type in value);
}

function byType<V>(of: (type: AccountType) => V): Readonly<Record<AccountType, V>> {
  return {
    free: of('free'),
    business_plus: of('business_plus'),
    sales_navigator: of('sales_navigator'),
  };
}

function whole(value: FormState[string] | undefined): number {
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
}
