import {
  claimDigestDates,
  moveSchedules,
  readTeamsToDigest,
  type TeamToDigest,
} from '../ledger/claim-digests.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type DigestSchedule, lockDueDigests, type TeamId } from '../ledger/digest-schedules.ts';
import { queueDeliveriesOf } from '../ledger/queue-deliveries.ts';
import { transact } from '../ledger/transact.ts';
import { hoursToMs } from '../limits/windows.ts';
import {
  type DueDigest,
  digestBefore,
  digestOf,
  hasDigest,
  latestDigestMs,
  lookAgain,
  nextDigest,
} from './digest-days.ts';
import type { ToSay } from './messages.ts';
import { digestKey } from './post-digest.ts';
import { teamSettings, teamSubject } from './settings.ts';

const deadline = { deadlineMs: 10_000 };
const mostAtOnce = 1_000;
/** What another version wrote cannot be read: another version may claim it. */
const unreadableForMs = hoursToMs(1);

export type ClaimedDigest = TeamId & {
  readonly localDate: string;
  readonly result: 'queued' | 'missed' | 'unreadable';
  /** How long after its time. */
  readonly lateMs: number;
};

type Decided = {
  readonly id: TeamId;
  readonly next: DueDigest | null;
  readonly claim?: ClaimedDigest;
  readonly toSay?: ToSay;
};

/**
 * Claims the digests that are due and nobody else is claiming: each is posted by the outbox, or is missed when it is more
 * than 4 hours late, and the team's next one is planned. Any number of replicas may do so at the same time. `tell` is given
 * what is claimed, once it is committed.
 */
export async function claimDigests(
  ledger: Ledger,
  { now, stopping }: { readonly now: number; readonly stopping: AbortSignal },
  tell: (claimed: readonly ClaimedDigest[]) => void,
): Promise<void> {
  const lane = async () => {
    while (!stopping.aborted) {
      const claimed = await claimBatch(ledger, now);
      if (!claimed) return;
      tell(claimed);
    }
  };
  // While one batch is decided, the database works on the other.
  await Promise.all([lane(), lane()]);
}

/** Undefined when nothing is due. */
async function claimBatch(ledger: Ledger, now: number): Promise<readonly ClaimedDigest[] | undefined> {
  return transact(ledger, deadline, async (tx) => {
    const due = await lockDueDigests(tx, { now, most: mostAtOnce });
    if (due.length === 0) return undefined;
    // After the locks: what changes a team's settings holds the same lock until it is committed.
    const teams = await readTeamsToDigest(
      tx,
      due.map((one) => ({ ...one, subject: teamSubject(one.team) })),
    );
    const decided = due.flatMap((one, index) => {
      const team = teams[index];
      return team ? [decide(one, team, now)] : [];
    });
    const claims = decided.flatMap(({ claim }) =>
      claim && claim.result !== 'unreadable' ? [{ ...claim, result: claim.result }] : [],
    );
    const [claimed] = await Promise.all([claimDigestDates(tx, now, claims), moveSchedules(tx, decided)]);
    const mine = new Set(claimed.map(keyOf));
    const kept = decided.filter(({ id, claim }) => claim?.result === 'unreadable' || mine.has(keyOf(id)));
    await queueDeliveriesOf(
      tx,
      now,
      kept.flatMap(({ id, toSay }) => (toSay ? [{ workspaceId: id.workspaceId, ...toSay }] : [])),
    );
    return kept.flatMap(({ claim }) => (claim ? [claim] : []));
  });
}

function decide(planned: DigestSchedule, { document, lastAt, lastDate }: TeamToDigest, now: number): Decided {
  const { workspaceId, team, localDate, dueAt } = planned;
  const id = { workspaceId, team };
  const lateMs = now - dueAt;
  const about = { ...id, localDate, lateMs };
  const parsed = teamSettings.safeParse(document);
  if (!parsed.success) {
    const next = { localDate, dueAt: now + unreadableForMs };
    return { id, next, claim: { ...about, result: 'unreadable' } };
  }
  const settings = parsed.data;
  const { channel } = settings;
  if (channel === null || settings.removed) return { id, next: null };
  if (!hasDigest(settings, localDate))
    return { id, next: nextDigest(settings, { after: now, lastDate }) ?? lookAgain(settings, now) };
  // Strictly the next date, due already perhaps: each that is missed is told.
  const { dueAt: after } = digestOf(settings, localDate);
  const last = lastDate === null || lastDate < localDate ? localDate : lastDate;
  const next = nextDigest(settings, { after, lastDate: last }) ?? lookAgain(settings, now);
  if (lateMs > latestDigestMs) return { id, next, claim: { ...about, result: 'missed' } };
  // A team's first one tells as much as the others.
  const from = lastAt ?? digestBefore(settings, localDate)?.dueAt ?? null;
  const toSay: ToSay = {
    channel,
    onceKey: digestKey({ team, date: localDate }),
    message: { kind: 'digest', team, date: localDate, from, to: now },
  };
  return { id, next, claim: { ...about, result: 'queued' }, toSay };
}

function keyOf({ workspaceId, team }: TeamId): string {
  return `${workspaceId} ${team}`;
}
