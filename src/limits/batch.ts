import { type Decision, decide, type Request } from './decide.ts';
import type { Policy } from './policy.ts';
import { applySend, type Snapshot } from './snapshot.ts';
import type { InviteFact } from './states.ts';

export type BatchItem = {
  readonly request: Request;
  readonly decision: Decision;
  /** Whether it is to be recorded: unless it is blocked, or blocked and overridden. */
  readonly recorded: boolean;
  /** The person stands in the batch before: never to be recorded, whatever became of the first. */
  readonly repeated: boolean;
};

export type Batch = {
  /** In the order given. */
  readonly items: readonly BatchItem[];
  /** The account once all that is to be recorded is. */
  readonly snapshot: Snapshot;
};

/**
 * Decides requests in the order typed, each after the former. With `override`, what is blocked is recorded as well if it
 * may be: it was sent on LinkedIn. A person repeated in a batch is refused in any case: nobody is sent two at once.
 */
export function decideBatch(
  policy: Policy,
  snapshot: Snapshot,
  requests: readonly Request[],
  now: number,
  { override }: { readonly override: boolean },
): Batch {
  let account = snapshot;
  const invited = new Map<number, InviteFact>();
  const items = requests.map((typed): BatchItem => {
    const earlier = typed.person === null ? undefined : invited.get(typed.person.id);
    const request = earlier === undefined ? typed : withInvite(typed, earlier);
    const decision = decide(policy, account, request, now);
    const allowed = decision.verdict !== 'block' || (override && decision.overridable);
    const recorded = allowed && earlier === undefined;
    if (recorded) account = applyDecided(policy, account, request, decision, now);
    if (request.person !== null) {
      invited.set(request.person.id, { sentAt: request.at, state: 'pending', stateAt: request.at });
    }
    return { request, decision, recorded, repeated: earlier !== undefined };
  });
  return { items, snapshot: account };
}

/** The snapshot after a decided send was recorded; one that a cap blocked counts as over it. */
export function applyDecided(
  policy: Policy,
  snapshot: Snapshot,
  request: Request,
  { reasons }: Decision,
  now: number,
): Snapshot {
  const overCap = reasons.some(({ code, verdict }) => code === 'cap_reached' && verdict === 'block');
  return {
    ...applySend(policy, snapshot, request, now),
    overCapSends: snapshot.overCapSends + (overCap ? request.quantity : 0),
    exposureSaid: snapshot.exposureSaid || reasons.some(({ code }) => code === 'exposure'),
  };
}

function withInvite(request: Request, invite: InviteFact): Request {
  if (request.person === null) return request;
  return { ...request, person: { ...request.person, invites: [...request.person.invites, invite] } };
}
