import { addedBy, capBlock, capWarning } from './caps.ts';
import { type Meter, readMeter } from './meters.ts';
import type { Policy } from './policy.ts';
import type { Question, Reason, Request, Verdict } from './reason.ts';
import { samePerson } from './same-person.ts';
import type { Snapshot } from './snapshot.ts';

export type { Reason, Request, Verdict };

export type Decision = {
  readonly verdict: Verdict;
  /** Worst first; equal ones in the order of the policy. */
  readonly reasons: readonly Reason[];
  /** The meters of the resource at the request's instant: with the request, or as they stand if it is blocked. */
  readonly meters: readonly Meter[];
};

/**
 * May this be sent? A block is judged as things stand at the request's instant, a warning as they would stand with the
 * request, and only for windows still open at `now`. No reason hides another: who records a blocked request because it
 * was sent all the same sees everything it overrides. Never throws for a rule.
 */
export function decide(policy: Policy, snapshot: Snapshot, request: Request, now: number): Decision {
  const question: Question = { policy, snapshot, request, now };
  const reasons: Reason[] = [];
  const before: Meter[] = [];
  const after: Meter[] = [];

  const repeat = samePerson(question);
  if (repeat !== null) reasons.push(repeat);

  for (const limit of policy.limits) {
    if (limit.resource !== request.resource) continue;
    const standing = readMeter(policy, limit, snapshot, request.at, 0);
    const added = addedBy(question, limit);
    const moved = added === 0 ? standing : readMeter(policy, limit, snapshot, request.at, added);
    before.push(standing);
    after.push(moved);
    const reason = capBlock(question, standing) ?? capWarning(question, moved);
    if (reason !== null) reasons.push(reason);
  }

  reasons.sort((a, b) => severity(b) - severity(a));
  const verdict = reasons[0]?.verdict ?? 'allow';
  return { verdict, reasons, meters: verdict === 'block' ? before : after };
}

const codeSeverity: Record<Reason['code'], number> = {
  nearing: 0,
  critical: 1,
  cap_reached: 2,
  same_person: 3,
};

function severity({ code, verdict }: Reason): number {
  return codeSeverity[code] + (verdict === 'block' ? 10 : 0);
}
