import { accountTypes, type Limit, type Policy } from './policy.ts';

/** How many sent in 7 days a team may set as its guide: up to what is reported of trusted accounts. */
export const guideRange = { min: 50, max: 200 } as const;

/** The limit that a team's guide setting moves; the `observed` policy has none, there it blocks. */
export function guideOf(policy: Policy): Limit | undefined {
  return policy.limits.find((limit) => limit.id === 'guide' && limit.effect === 'warn');
}

/**
 * The policy with the team's own guide, for every account type. One without a guide, or with this one, stays as it is. Throws a `RangeError`
 * for a cap outside `guideRange`: whoever asks for it checks it there.
 */
export function withGuide(policy: Policy, cap: number): Policy {
  if (!Number.isInteger(cap) || cap < guideRange.min || cap > guideRange.max) {
    throw new RangeError(`A guide is a whole number from ${guideRange.min} to ${guideRange.max}`);
  }
  const guide = guideOf(policy);
  if (guide === undefined || accountTypes.every((type) => guide.cap[type] === cap)) return policy;
  const own: Limit = {
    ...guide,
    cap: { free: cap, business_plus: cap, sales_navigator: cap },
    source: 'workspace',
  };
  return { ...policy, limits: policy.limits.map((limit) => (limit === guide ? own : limit)) };
}
