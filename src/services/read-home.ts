import type { Ledger } from '../ledger/connect.ts';
import { countPending, type PendingCount } from '../ledger/count-pending.ts';
import { type LastRequest as LoadedRequest, listLastRequests } from '../ledger/list-last-requests.ts';
import { listRefusals } from '../ledger/list-refusals.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { findWelcome } from '../ledger/welcome-teammate.ts';
import { lookBack } from '../limits/horizon.ts';
import { daysToMs } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { LogAnswer, PageAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { currentPolicy } from './current-policy.ts';
import { type Board, readBoard, topThree } from './read-board.ts';
import { type Quota, readQuota } from './read-quota.ts';
import { readTeamNow, type TeamNow } from './read-team-now.ts';
import { managesSome, type Role, roleIn } from './role.ts';
import { isSetUp, maySetUp } from './set-up.ts';
import { loadSettings } from './settings.ts';
import { storedPerson } from './stored-person.ts';

/** What Home shows one person. */
export type Home = {
  readonly now: number;
  readonly reader: string;
  /** IANA zone of the reader's days. */
  readonly zone: string;
  /** Slack does not tell the zone now: it is the last known one, or a guess. */
  readonly isZoneUnsure?: true;
  /** They have answered the first-run card. */
  readonly welcomed: boolean;
  /** Nobody has set up the workspace yet, and the reader can. */
  readonly canSetUp: boolean;
  readonly role: Role;
  /** One an account, the first one first. */
  readonly quotas: readonly [Quota, ...Quota[]];
  /** Of all accounts; `old` are those that are worth withdrawing. */
  readonly pending: PendingCount;
  /** What was refused, and nobody has said yet whether it was sent: the newest, and how many there are. */
  readonly refusals: { readonly newest: readonly OpenRefusal[]; readonly total: number };
  /** The last requests that still stand, newest first. */
  readonly last: readonly LastRequest[];
  /** Of managers: their team. */
  readonly team: TeamNow | null;
  /** Of managers: this month's board, its first three places alone. */
  readonly board: Board | null;
};

export type OpenRefusal = {
  readonly requestId: number;
  readonly requestedAt: number;
  readonly answer: LogAnswer | PageAnswer;
};

export type LastRequest = Omit<LoadedRequest, 'person' | 'other'> & {
  readonly person: PersonRef | null | undefined;
  readonly other: PersonRef | null | undefined;
};

/** From so many days on a pending invite is worth withdrawing. */
const oldDays = 30;
const mostRefusals = 5;
const mostRequests = 5;
/** Where places are shared there are more than three. */
const mostPlaces = 5;

/** What Home shows the caller, now. Writes nothing: looking makes nobody a teammate. */
export async function readHome(ledger: Ledger, call: Call): Promise<Home> {
  const { userId, now, zone } = call;
  const [quotas, rest] = await Promise.all([
    readQuota(ledger, { ...call, owner: userId }),
    read(ledger, { deadlineMs: call.withinMs }, (db) => readRest(ledger, db, call)),
  ]);
  return {
    now,
    reader: userId,
    zone,
    ...(call.isZoneUnsure && { isZoneUnsure: true as const }),
    quotas,
    ...rest,
  };
}

async function boardTop(ledger: Ledger, call: Call): Promise<Board | null> {
  const board = await readBoard(ledger, call, { period: 'month', back: 0, rankBy: 'accepted' });
  return board.kind === 'board' ? { ...board, rows: topThree(board.rows).slice(0, mostPlaces) } : null;
}

async function readRest(ledger: Ledger, db: Tx, call: Call) {
  const { workspaceId, userId, now } = call;
  const [settings, policy, welcomedAt, refusals, last] = await Promise.all([
    loadSettings(db, workspaceId),
    currentPolicy(ledger, db, workspaceId),
    findWelcome(db, { workspaceId, userId }),
    listRefusals(db, { workspaceId, actor: userId, most: mostRefusals }),
    listLastRequests(db, { workspaceId, reader: userId, most: mostRequests }),
  ]);
  const role = roleIn(settings, call);
  const manages = managesSome(role);
  const [pending, team, board] = await Promise.all([
    countPending(db, {
      workspaceId,
      owner: userId,
      sentAfter: lookBack(policy, now, now).pendingAfter,
      oldUntil: now - daysToMs(oldDays),
    }),
    manages ? readTeamNow(ledger, db, call, role) : null,
    manages ? boardTop(ledger, call) : null,
  ]);
  return {
    welcomed: welcomedAt !== null,
    canSetUp: maySetUp(settings, call) && !isSetUp(settings),
    role,
    pending,
    // Only what refuses (`hasRefusals`) is kept as a refusal.
    refusals: {
      ...refusals,
      newest: refusals.newest.map((one) => ({ ...one, answer: one.answer as OpenRefusal['answer'] })),
    },
    last: last.map(lastOf),
    team,
    board,
  };
}

function lastOf({ person, other, ...request }: LoadedRequest): LastRequest {
  return {
    ...request,
    person: person ? storedPerson(person) : undefined,
    other: other ? storedPerson(other) : undefined,
  };
}
