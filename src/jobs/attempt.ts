import { AppError, DatabaseUnavailableError, InternalError, NotAllowedError } from '../errors.ts';
import type { QueuedDelivery } from '../ledger/deliveries.ts';
import type { Message } from '../services/messages.ts';
import { noteDeactivated } from '../services/note-deactivated.ts';
import { beginToSay } from '../services/outbox.ts';
import type { Delivered, Place } from '../slack/deliver.ts';
import type { MemberNames } from '../slack/member-names.ts';
import { buildMessage } from './messages/list.ts';
import { callOf, type JobParts, readsWithinMs } from './parts.ts';

/** The reason of a message whose text failed, whatever it was: the log has the rest. */
export const notBuilt = 'not_built';

/** What an attempt came to; `begun` once Slack was asked, or was about to be. */
export type Attempted = { readonly begun: boolean } & (
  | Delivered
  | { readonly kind: 'nothing'; readonly reason: string }
  /** Another has begun to say it. */
  | { readonly kind: 'taken' }
);

/**
 * Builds a message as things stand now, writes down that it is being said, and says it: what lies between is no longer
 * than Slack is given for an answer.
 */
export async function attempt(parts: JobParts, place: Place, next: QueuedDelivery): Promise<Attempted> {
  const { run } = parts;
  let begun = next.attemptedBy === run;
  let isUnknown = false;
  const about = {
    ...place,
    now: parts.clock.now(),
    withinMs: readsWithinMs,
    async callOf(userId: string) {
      const call = await callOf(parts, { workspaceId: place.workspaceId, userId });
      isUnknown ||= call.isUnknown;
      return call;
    },
    names: () => namesOf(parts, place),
  };
  try {
    const built = await buildMessage(parts.ledger, messageOf(next), about);
    // A newer bot put it there, and is there to say it.
    if (!built) return { kind: 'failed', reason: 'unknown_kind', begun };
    if ('nothing' in built) return { kind: 'nothing', reason: built.nothing, begun };
    begun ||= await beginToSay(parts.ledger, place.workspaceId, next, run);
    if (!begun) return { kind: 'taken', begun };
    const delivered = await ('file' in built
      ? parts.deliver.upload(place, built.file)
      : parts.deliver.post(place, built));
    return { ...delivered, begun };
  } catch (err) {
    if (err instanceof DatabaseUnavailableError) throw err;
    // An admin, perhaps: Slack may tell the next time.
    if (err instanceof NotAllowedError && isUnknown)
      return { kind: 'failed', reason: 'profile_unknown', begun };
    if (err instanceof AppError && !(err instanceof InternalError))
      return { kind: 'refused', reason: err.code, begun };
    parts.log.error({ err, workspaceId: place.workspaceId, kind: next.kind }, 'a message could not be built');
    return { kind: 'failed', reason: notBuilt, begun };
  }
}

/** The names of members; by the way it is kept who left. */
async function namesOf(parts: JobParts, { workspaceId }: Place): Promise<ReadonlyMap<string, string>> {
  const { names, gone } = await membersOf(parts, workspaceId);
  const back = [...names.keys()].filter((userId) => !gone.has(userId));
  const about = { workspaceId, now: parts.clock.now(), withinMs: readsWithinMs };
  await noteDeactivated(parts.ledger, about, { gone: [...gone], back });
  return names;
}

/** A message without names still has the ids of members: better than none. */
async function membersOf(
  { deliver, log, stopping }: JobParts,
  workspaceId: string,
): Promise<Pick<MemberNames, 'names' | 'gone'>> {
  try {
    return await deliver.names(workspaceId, stopping);
  } catch (err) {
    log.warn({ err, workspaceId }, 'users.list failed: a message goes without the names of members');
    return { names: new Map(), gone: new Set() };
  }
}

/** The outbox holds what services put into it, of a kind that this version or another one knows. */
export function messageOf({ kind, payload }: QueuedDelivery): Message {
  return { ...(payload as object), kind } as Message;
}
