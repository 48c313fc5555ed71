import type { Reason } from '../limits/decide.ts';
import type { Meter } from '../limits/meters.ts';
import type { Limit } from '../limits/policy.ts';

/** A meter as it is said, and kept with the answer: of its limit only what a sentence needs. */
export type SaidMeter = Omit<Meter, 'limit'> & {
  readonly limit: Pick<Limit, 'id' | 'resource' | 'basis' | 'window' | 'effect'>;
};

type Said<R> = {
  readonly [K in keyof R]: R[K] extends Meter ? SaidMeter : R[K];
};
type SaidEach<R> = R extends unknown ? Said<R> : never;

/** A reason as it is said. */
export type SaidReason = SaidEach<Reason>;

export function sayMeter({ limit, ...meter }: Meter): SaidMeter {
  const { id, resource, basis, window, effect } = limit;
  return { limit: { id, resource, basis, window, effect }, ...meter };
}

export function sayReason(reason: Reason): SaidReason {
  if ('meter' in reason) return { ...reason, meter: sayMeter(reason.meter) };
  if ('month' in reason) return { ...reason, month: sayMeter(reason.month) };
  return reason;
}
