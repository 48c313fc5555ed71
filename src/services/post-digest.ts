import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { listSchedules, lockSchedule } from '../ledger/digest-schedules.ts';
import { claimByHand, findDigest, lastDigestBefore, type StoredDigest } from '../ledger/digests.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { localDate } from '../limits/windows.ts';
import { claimOnce } from './answer-once.ts';
import type { DigestPostedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { digestBefore, hasDigest } from './digest-days.ts';
import type { ToSay } from './messages.ts';
import { planDigest } from './plan-digests.ts';
import { type Digest, readDigest } from './read-digest.ts';
import { managesTeam, roleIn } from './role.ts';
import { loadSettings, type Settings, type TeamSettings } from './settings.ts';

/** What must be posted once carries this key: whoever claims a team's local date queues it under it. */
export function digestKey({ team, date }: { readonly team: number; readonly date: string }): string {
  return `digest:${team}:${date}`;
}

/** By hand after one was skipped: each one that is too late takes 4 hours of the day, so that these are enough. */
function keysOf(of: OfDate): readonly string[] {
  const again = ['', ':again', ':again2', ':again3', ':again4', ':again5', ':again6', ':again7'];
  return again.map((which) => `${digestKey(of)}${which}`);
}

/** What a manager looks at before it is posted. */
export type DigestPreview = {
  readonly digest: Digest;
  /** Today's, if it was claimed. */
  readonly today: StoredDigest | null;
  /** When the next one comes by itself; null while it is not known. */
  readonly nextAt: number | null;
};
export type NamedTeam = { readonly team: number; readonly name: string };

/**
 * The teams whose digests somebody can see and post.
 *
 * @throws NotAllowedError for who manages none; InputError where there is none.
 */
export async function readDigestTeams(ledger: Ledger, call: Call): Promise<readonly NamedTeam[]> {
  const { workspaceId, withinMs } = call;
  const settings = await read(ledger, { deadlineMs: withinMs }, (db) => loadSettings(db, workspaceId));
  const role = roleIn(settings, call);
  const teams = settings.teams.filter(({ team }) => managesTeam(role, team));
  if (!role.isManager && teams.length === 0) throw notTheirs();
  if (teams.length > 0) return teams.map(({ team, document }) => ({ team, name: document.name }));
  throw new InputError('There is no team yet, so there is no digest. Add a team with `/invites settings`.');
}

/**
 * A team's digest as it would be posted now. Writes nothing.
 *
 * @throws NotAllowedError for who does not manage the team; InputError for a team that is no more.
 */
export async function previewDigest(ledger: Ledger, call: Call, team: number): Promise<DigestPreview> {
  const { workspaceId, now, withinMs } = call;
  const { choice, today, nextAt } = await read(ledger, { deadlineMs: withinMs }, async (db) => {
    const document = managedTeam(await loadSettings(db, workspaceId), call, team);
    const date = localDate(document.zone, now);
    const [today, from, plans] = await Promise.all([
      storedDigest(db, workspaceId, { team, date }),
      fromOf(db, workspaceId, { team, date }, document),
      listSchedules(db, workspaceId),
    ]);
    const plan = plans.find((one) => one.team === team);
    // Once today's is posted, what was still due of it does not come.
    const isDue =
      plan && hasDigest(document, plan.localDate) && (today === undefined || plan.localDate > date);
    return { choice: { team, date, from, to: now }, today: today ?? null, nextAt: isDue ? plan.dueAt : null };
  });
  const digest = await readDigest(ledger, { workspaceId, withinMs: call.withinMs }, choice);
  if (!digest) throw noSuchTeam();
  return { digest, today, nextAt };
}

/**
 * Posts a team's digest in its channel now: it is the one of today, so that none comes by itself any more. Where there is
 * no channel, and where today's was posted, that is the answer, and nothing is posted.
 *
 * @throws NotAllowedError for who does not manage the team; InputError for a team that is no more.
 */
export async function postDigest(ledger: Ledger, call: Call, team: number): Promise<DigestPostedAnswer> {
  const { workspaceId, now, userId: by } = call;
  return claimOnce<DigestPostedAnswer, Settings>(
    ledger,
    call,
    { verb: 'post_digest' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide({ tx }, settings) {
        managedTeam(settings, call, team);
        // Whoever claims digests or saves the team has this lock: what they wrote is there to be read then.
        await lockSchedule(tx, { workspaceId, team });
        const document = managedTeam(await loadSettings(tx, workspaceId), call, team);
        const { name, channel, zone } = document;
        const about = { kind: 'digest_posted', team, name, zone, channel } as const;
        if (channel === null)
          return { answer: { ...about, result: 'no_channel', at: now, by: null }, writes: [] };
        const date = localDate(zone, now);
        const today = await storedDigest(tx, workspaceId, { team, date });
        const again = ['quiet', 'late', 'missed'].includes(today?.state ?? '');
        const claim = { workspaceId, team, date, at: now, by, again };
        if ((today && !again) || !(await claimByHand(tx, claim))) {
          const result = today?.state === 'dead' ? ('undelivered' as const) : ('already' as const);
          const told = { at: today?.claimedAt ?? now, by: today?.postedBy ?? null };
          return { answer: { ...about, result, ...told }, writes: [] };
        }
        const onceKey = keysOf({ team, date })[today?.tries ?? 0];
        const from = await fromOf(tx, workspaceId, { team, date }, document);
        const toSay: ToSay = {
          channel,
          message: { kind: 'digest', team, date, from, to: now, by, force: true },
          ...(onceKey !== undefined && { onceKey }),
        };
        await planDigest(tx, { workspaceId, team, now }, document);
        return {
          answer: { ...about, result: 'posted', at: now, by },
          writes: [queueDeliveries(tx, { workspaceId, now }, [toSay])],
        };
      },
    },
  );
}

type OfDate = { readonly team: number; readonly date: string };

function storedDigest(tx: Tx, workspaceId: string, of: OfDate): Promise<StoredDigest | undefined> {
  return findDigest(tx, { workspaceId, ...of, onceKeys: keysOf(of) });
}

/** From when on a digest tells: the one before, or when it would have come. */
async function fromOf(
  tx: Tx,
  workspaceId: string,
  of: OfDate,
  settings: TeamSettings,
): Promise<number | null> {
  const last = await lastDigestBefore(tx, { workspaceId, ...of });
  return last ?? digestBefore(settings, of.date)?.dueAt ?? null;
}

function managedTeam(settings: Settings, call: Call, team: number): TeamSettings {
  if (!managesTeam(roleIn(settings, call), team)) throw notTheirs();
  const found = settings.teams.find((one) => one.team === team);
  if (!found) throw noSuchTeam();
  return found.document;
}

function notTheirs(): NotAllowedError {
  return new NotAllowedError('Only managers of a team can see and post its digest.');
}

function noSuchTeam(): InputError {
  return new InputError('This team is no more. Type `/invites digest` to choose another one.');
}
