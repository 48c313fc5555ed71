import { type AccountType, accountTypes, type Effect, type Limit, type Policy } from './policy.ts';

/** A rule of one value for everybody. */
export type SingleRule =
  | 'exceptions'
  | 'samePersonHours'
  | 'afterWithdrawalDays'
  | 'pendingSoft'
  | 'expireDays'
  | 'overlap';

/** A rule with a value for each account type. */
export type TypedRule = 'noteChars' | 'notesPerMonth';

/** What a limit counts, without its caps. */
export type LimitNature = Pick<Limit, 'resource' | 'basis' | 'window' | 'effect'>;

/** One thing that one policy has otherwise than another; where a rule comes from is not one. */
export type PolicyDifference =
  | { readonly kind: 'preset'; readonly from: string; readonly to: string }
  | { readonly kind: 'limit_added' | 'limit_gone'; readonly limit: LimitNature; readonly cap: Limit['cap'] }
  | {
      readonly kind: 'cap';
      readonly limit: LimitNature;
      /** Those whose cap changes from and to the same. */
      readonly types: readonly AccountType[];
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'effect'; readonly limit: LimitNature; readonly from: Effect; readonly to: Effect }
  | {
      readonly kind: 'share';
      readonly level: 'nearing' | 'critical';
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'rule';
      readonly rule: SingleRule;
      readonly from: string | number;
      readonly to: string | number;
    }
  | {
      readonly kind: 'rule_by_type';
      readonly rule: TypedRule;
      readonly types: readonly AccountType[];
      /** Null for as many as one likes. */
      readonly from: number | null;
      readonly to: number | null;
    };

const singleRules = [
  'samePersonHours',
  'afterWithdrawalDays',
  'exceptions',
  'overlap',
  'pendingSoft',
  'expireDays',
] as const satisfies readonly SingleRule[];
const typedRules = ['notesPerMonth', 'noteChars'] as const satisfies readonly TypedRule[];

/** What `after` decides otherwise than `before`, the limits first; nothing if every request is decided the same. */
export function policyDifferences(before: Policy, after: Policy): readonly PolicyDifference[] {
  return [
    ...(before.preset === after.preset
      ? []
      : [{ kind: 'preset', from: before.preset, to: after.preset } as const]),
    ...limitDifferences(before.limits, after.limits),
    ...(['nearing', 'critical'] as const).flatMap((level): PolicyDifference[] => {
      const [from, to] = [before.shares[level], after.shares[level]];
      return from === to ? [] : [{ kind: 'share', level, from, to }];
    }),
    ...singleRules.flatMap((rule): PolicyDifference[] => {
      const [from, to] = [before[rule].value, after[rule].value];
      return from === to ? [] : [{ kind: 'rule', rule, from, to }];
    }),
    ...typedRules.flatMap((rule): PolicyDifference[] =>
      byType(before[rule].value, after[rule].value).map((change) => ({
        kind: 'rule_by_type',
        rule,
        ...change,
      })),
    ),
  ];
}

function limitDifferences(before: readonly Limit[], after: readonly Limit[]): PolicyDifference[] {
  const gone = before.filter((limit) => !after.some((other) => isSameLimit(limit, other)));
  return [
    ...gone.map(
      ({ cap, ...limit }): PolicyDifference => ({ kind: 'limit_gone', limit: natureOf(limit), cap }),
    ),
    ...after.flatMap((limit): PolicyDifference[] => {
      const former = before.find((other) => isSameLimit(limit, other));
      const nature = natureOf(limit);
      if (former === undefined) return [{ kind: 'limit_added', limit: nature, cap: limit.cap }];
      const caps = byType(former.cap, limit.cap).map(
        (change): PolicyDifference => ({ kind: 'cap', limit: nature, ...change }),
      );
      const { effect: from } = former;
      const { effect: to } = limit;
      return from === to ? caps : [...caps, { kind: 'effect', limit: nature, from, to }];
    }),
  ];
}

/** Whether one is the other but for caps, effect and source. */
export function isSameLimit(one: Limit, other: Limit): boolean {
  return (
    one.id === other.id &&
    one.resource === other.resource &&
    one.basis === other.basis &&
    JSON.stringify(windowOf(one)) === JSON.stringify(windowOf(other))
  );
}

function windowOf({ window }: Limit): readonly (string | number)[] {
  return window.kind === 'calendar' ? [window.kind, window.unit] : [window.kind, window.hours];
}

function natureOf({ resource, basis, window, effect }: LimitNature): LimitNature {
  return { resource, basis, window, effect };
}

/** What changes for the account types, those that change alike together. */
function byType<T extends number | null>(
  before: Readonly<Record<AccountType, T>>,
  after: Readonly<Record<AccountType, T>>,
): { readonly types: readonly AccountType[]; readonly from: T; readonly to: T }[] {
  const found: { types: AccountType[]; from: T; to: T }[] = [];
  for (const type of accountTypes) {
    const from = before[type];
    const to = after[type];
    if (from === to) continue;
    const alike = found.find((one) => one.from === from && one.to === to);
    if (alike) alike.types.push(type);
    else found.push({ types: [type], from, to });
  }
  return found;
}
