import fc from 'fast-check';
import { parsePolicy, presetPolicy } from '../../src/limits/parse-policy.ts';
import type { Policy } from '../../src/limits/policy.ts';

const byType = <V>(value: fc.Arbitrary<V>) =>
  fc.record({ free: value, business_plus: value, sales_navigator: value });
const source = fc.constantFrom('article' as const, 'observed' as const, 'workspace' as const);
const rule = <V>(value: fc.Arbitrary<V>) => fc.record({ value, source });
const whole = (min: number, max: number) => fc.integer({ min, max });

/** What a workspace can have made of a preset: few values, so that two policies often agree in some. */
export const ownPolicies: fc.Arbitrary<Policy> = fc
  .constantFrom('article' as const, 'observed' as const)
  .chain((preset) =>
    fc
      .record(
        {
          limits: fc.tuple(
            ...presetPolicy(preset).limits.map((limit) =>
              fc.record({
                ...Object.fromEntries(Object.entries(limit).map(([key, value]) => [key, fc.constant(value)])),
                cap:
                  limit.id === 'guide'
                    ? whole(50, 52).map((cap) => ({ free: cap, business_plus: cap, sales_navigator: cap }))
                    : byType(whole(1, 3)),
                effect: limit.id === 'guide' ? fc.constant('warn') : fc.constantFrom('block', 'warn'),
                source,
              }),
            ),
          ),
          shares: fc.record({ nearing: whole(1, 50), critical: whole(51, 100), source }),
          exceptions: rule(fc.constantFrom('count', 'exempt')),
          overlap: rule(fc.constantFrom('warn', 'block')),
          samePersonHours: rule(whole(1, 2)),
          afterWithdrawalDays: rule(whole(0, 1)),
          noteChars: rule(byType(whole(1, 2))),
          notesPerMonth: rule(byType(fc.option(whole(1, 2)))),
          pendingSoft: rule(whole(1, 2)),
          expireDays: rule(whole(1, 2)),
        },
        { requiredKeys: [] },
      )
      .map((changes) => parsePolicy({ preset, version: 1, ...changes })),
  );

/** A policy without what decides nothing: its id, its version, and where each rule comes from. */
export function rulesOf({ id: _, version: __, ...policy }: Policy): unknown {
  return JSON.parse(JSON.stringify(policy, (key, value: unknown) => (key === 'source' ? undefined : value)));
}
