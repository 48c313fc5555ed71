import fc from 'fast-check';
import { articlePolicy } from '../../src/limits/article.ts';
import { observedPolicy } from '../../src/limits/observed.ts';
import { parsePolicy } from '../../src/limits/parse-policy.ts';
import { type AccountType, accountTypes, type Policy } from '../../src/limits/policy.ts';
import { anyInstant, dayMs, hourMs, oddZones, sameCap, strictPolicy } from './history.ts';
import { windowEnd } from './naive.ts';

/** What somebody told Headroom: at the instant `now` about the instant `at`. No ids but of accounts and persons. */
export type Fact = { readonly account: number; readonly now: number; readonly at: number } & (
  | {
      readonly verb: 'log';
      /** Null for unnamed ones. */
      readonly person: number | null;
      readonly quantity: number;
      readonly exempt: boolean;
      readonly note: number | null;
      /** Record it though it is blocked: it was sent. */
      readonly override: boolean;
    }
  | { readonly verb: 'page'; readonly quantity: number; readonly override: boolean }
  | {
      readonly verb: 'accepted' | 'declined' | 'ignored' | 'withdrawn';
      /** Null for `count` unnamed ones. */
      readonly person: number | null;
      readonly count: number;
      readonly dateOnly: boolean;
    }
  | { readonly verb: 'counter'; readonly left: number }
  | { readonly verb: 'restricted'; readonly until: number | null }
  | { readonly verb: 'lifted' }
  | { readonly verb: 'type'; readonly type: AccountType }
  | { readonly verb: 'zone'; readonly zone: string }
  | { readonly verb: 'do_not_contact' | 'allow_contact'; readonly person: number }
  /** The daily job: it writes down what has expired, and changes no answer. */
  | { readonly verb: 'job' }
);

/** Takes back the owner's latest request that stands, or by its button the one that is `nth` before it. */
export type Undo = {
  readonly account: number;
  readonly now: number;
  readonly at: number;
  readonly verb: 'undo';
  readonly nth: number;
};
export type Told = Fact | Undo;

export type History<F extends Told = Fact> = {
  readonly zones: readonly string[];
  readonly facts: readonly F[];
};

/** The odd zones, and a traveller's. */
export const zones = [...oddZones, 'Asia/Tokyo', 'America/Los_Angeles'] as const;
export const accounts = [0, 1] as const;
const persons = [1, 2, 3] as const;

type Distribute<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Step = {
  /** What passes before it; `to` leads to that far from the end of the account's local month. */
  readonly gap: number | { readonly to: number };
  /** How long ago it happened; `ago` takes the instant at which so many facts before were told. */
  readonly back: number | { readonly ago: number };
  readonly account: number;
  readonly what: What<Told>;
};
type What<F> = Distribute<F, 'account' | 'now' | 'at'>;

const anyPerson = fc.constantFrom(...persons);
const maybePerson = fc.option(anyPerson, { freq: 3 });
const quantity = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 4 }));

const anyLog = fc.record({
  verb: fc.constant('log' as const),
  person: maybePerson,
  quantity,
  exempt: fc.boolean(),
  note: fc.option(fc.constantFrom(20, 200, 201, 301)),
  override: fc.boolean(),
});
const anyOutcome = fc.record({
  verb: fc.constantFrom('accepted' as const, 'accepted', 'declined', 'ignored', 'withdrawn'),
  person: maybePerson,
  count: fc.integer({ min: 1, max: 3 }),
  dateOnly: fc.boolean(),
});

const anyWhat: fc.Arbitrary<What<Fact>> = fc.oneof(
  { weight: 10, arbitrary: anyLog },
  { weight: 8, arbitrary: anyOutcome },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant('page' as const), quantity, override: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('counter' as const), left: fc.nat(8) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('restricted' as const),
      until: fc.option(fc.integer({ min: 1, max: 9 * dayMs })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('lifted' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('type' as const), type: fc.constantFrom(...accountTypes) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant('zone' as const), zone: fc.constantFrom(...zones) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constantFrom('do_not_contact' as const, 'allow_contact', 'allow_contact'),
      person: anyPerson,
    }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('job' as const) }) },
);

const anyUndo: fc.Arbitrary<What<Undo>> = fc.record({
  verb: fc.constant('undo' as const),
  nth: fc.constantFrom(0, 0, 0, 1, 2, 4),
});

/** What something is seldom built on by chance: a counter, and an outcome that another can follow. */
const anyToBuildOn: fc.Arbitrary<What<Fact>> = fc.oneof(
  fc.record({ verb: fc.constant('counter' as const), left: fc.nat(8) }),
  fc.record({
    verb: fc.constantFrom('ignored' as const, 'accepted'),
    person: anyPerson,
    count: fc.constant(1),
    dateOnly: fc.constant(false),
  }),
);

/** Crowded, with long silences and round distances, where rules have their edges. */
const anyGap = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(3 * hourMs) },
  { weight: 3, arbitrary: fc.constantFrom(hourMs, 24 * hourMs, 48 * hourMs, 168 * hourMs) },
  { weight: 1, arbitrary: fc.nat(30 * dayMs) },
  { weight: 1, arbitrary: fc.record({ to: fc.constantFrom(-1000, -1, 0) }) },
);
const anyBack = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(3 * dayMs) },
  { weight: 1, arbitrary: fc.constantFrom(24 * hourMs, 168 * hourMs, 30 * dayMs, 180 * dayMs) },
  { weight: 1, arbitrary: fc.nat(200 * dayMs) },
  { weight: 1, arbitrary: fc.record({ ago: fc.integer({ min: 1, max: 6 }) }) },
);

const anyStep = (what: fc.Arbitrary<Step['what']>): fc.Arbitrary<Step> =>
  fc.record({ gap: anyGap, back: anyBack, account: fc.constantFrom(0, 0, 0, ...accounts), what });

type Size = { readonly minLength: number; readonly maxLength: number };

/** Histories of two accounts that invite the same few persons. */
export function anyHistory(size: Size): fc.Arbitrary<History> {
  return historyOf(anyStep(anyWhat), size).map(({ zones, facts }) => ({
    zones,
    facts: facts.filter((fact) => fact.verb !== 'undo'),
  }));
}

/** The same, where owners take requests back. */
export function anyHistoryWithUndo(size: Size): fc.Arbitrary<History<Told>> {
  const what = fc.oneof(
    { weight: 10, arbitrary: anyWhat },
    { weight: 2, arbitrary: anyUndo },
    { weight: 2, arbitrary: anyToBuildOn },
  );
  return historyOf(anyStep(what), size);
}

function historyOf(step: fc.Arbitrary<Step>, size: Size): fc.Arbitrary<History<Told>> {
  return fc
    .tuple(anyInstant, fc.tuple(fc.constantFrom(...zones), fc.constantFrom(...zones)), fc.array(step, size))
    .map(([start, startZones, steps]) => {
      let now = start;
      const current: string[] = [...startZones];
      const instants: number[] = [];
      const facts = steps.map(({ gap, back, account, what }): Told => {
        const zone = current[account] ?? 'UTC';
        now = typeof gap === 'number' ? now + gap : Math.max(now, windowEnd('month', zone, now) + gap.to);
        if (what.verb === 'zone') current[account] = what.zone;
        const past = ['log', 'page', 'accepted', 'declined', 'ignored', 'withdrawn'].includes(what.verb);
        const then = typeof back === 'number' ? now - back : (instants.at(-back.ago) ?? now);
        const at = past ? then : now;
        instants.push(now);
        if (what.verb === 'log' && what.person !== null) return { ...what, quantity: 1, account, now, at };
        if (what.verb !== 'restricted') return { ...what, account, now, at };
        return { ...what, until: what.until === null ? null : now + what.until, account, now, at };
      });
      return { zones: startZones, facts };
    });
}

/** Every policy with caps and cool-downs small enough to be met, and with every setting. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    preset: fc.constantFrom(articlePolicy, observedPolicy, strictPolicy),
    caps: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 4, maxLength: 4 }),
    upgrade: fc.integer({ min: 0, max: 3 }),
    exceptions: fc.constantFrom('count', 'exempt'),
    overlap: fc.constantFrom('warn', 'block'),
    effects: fc.array(fc.constantFrom('block', 'warn'), { minLength: 4, maxLength: 4 }),
    withdrawalDays: fc.constantFrom(0, 21),
    pendingSoft: fc.integer({ min: 2, max: 9 }),
  })
  .map(({ preset, caps, upgrade, effects, ...rules }) =>
    parsePolicy({
      ...preset,
      limits: preset.limits.map((limit, index) => {
        const cap = caps[index] ?? 1;
        return {
          ...limit,
          effect: effects[index],
          cap: { ...sameCap(cap), business_plus: cap + upgrade, sales_navigator: cap + 2 * upgrade },
        };
      }),
      exceptions: { value: rules.exceptions, source: 'workspace' },
      overlap: { value: rules.overlap, source: 'workspace' },
      afterWithdrawalDays: { value: rules.withdrawalDays, source: 'workspace' },
      pendingSoft: { value: rules.pendingSoft, source: 'workspace' },
    }),
  );
