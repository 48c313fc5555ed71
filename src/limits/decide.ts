import { afterWithdrawal } from './after-withdrawal.ts';
import { alreadyConnected, alreadyPending } from './already-invited.ts';
import { capBlock, capWarning } from './caps.ts';
import { doNotContact } from './do-not-contact.ts';
import { exposure } from './exposure.ts';
import { type Meter, readMeter } from './meters.ts';
import { notesUsedUp, noteTooLong } from './notes.ts';
import { pendingSoft } from './pending-soft.ts';
import type { Policy } from './policy.ts';
import type { Question, Reason, ReasonCode, Request, Verdict } from './reason.ts';
import { restricted } from './restricted.ts';
import { samePerson } from './same-person.ts';
import type { Snapshot } from './snapshot.ts';
import { teammateOverlap } from './teammate-overlap.ts';
import { addedBy } from './usage.ts';

export type { Reason, ReasonCode, Request, Verdict };

export type Decision = {
  readonly verdict: Verdict;
  /** Worst first; equal ones in the order of the policy. */
  readonly reasons: readonly Reason[];
  /** The meters of the resource at the request's instant: with the request, or as they stand if it is blocked. */
  readonly meters: readonly Meter[];
  /** Of a block: whether it may be recorded all the same because it was sent. */
  readonly overridable: boolean;
};

/** Each asks one thing of the request; the caps are asked of every limit besides. */
const rules: readonly ((question: Question) => Reason | null)[] = [
  doNotContact,
  restricted,
  samePerson,
  afterWithdrawal,
  alreadyPending,
  alreadyConnected,
  teammateOverlap,
  exposure,
  noteTooLong,
  notesUsedUp,
  pendingSoft,
];

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

  for (const rule of rules) {
    const reason = rule(question);
    if (reason !== null) reasons.push(reason);
  }

  for (const limit of policy.limits) {
    if (limit.resource !== request.resource) continue;
    const standing = readMeter(policy, limit, snapshot, request.at);
    const moves = addedBy(policy, limit, request) > 0;
    const moved = moves ? readMeter(policy, limit, snapshot, request.at, request) : standing;
    before.push(standing);
    after.push(moved);
    const reason = capBlock(question, standing) ?? capWarning(question, moved);
    if (reason !== null) reasons.push(reason);
  }

  reasons.sort((a, b) => severity(b) - severity(a));
  const verdict = reasons[0]?.verdict ?? 'allow';
  const blocked = verdict === 'block';
  return {
    verdict,
    reasons,
    meters: blocked ? before : after,
    overridable: blocked && reasons.every(({ code }) => code !== 'do_not_contact'),
  };
}

/** From the worst to the mildest. A block comes before every warning, whatever their places here. */
const worstFirst: readonly ReasonCode[] = [
  'do_not_contact',
  'restricted',
  'same_person',
  'after_withdrawal',
  'cap_reached',
  'critical',
  'nearing',
  'already_pending',
  'already_connected',
  'teammate_overlap',
  'exposure',
  'note_too_long',
  'notes_used_up',
  'pending_soft',
];

function severity({ code, verdict }: Reason): number {
  return (verdict === 'block' ? worstFirst.length : 0) - worstFirst.indexOf(code);
}
