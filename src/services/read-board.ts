import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findTeam } from '../ledger/find-team.ts';
import { listMembers } from '../ledger/list-members.ts';
import { loadBoard } from '../ledger/load-board.ts';
import { read, type Tx } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import { type BoardPeriod, type BoardWindow, boardWindow } from './board-period.ts';
import type { Call } from './call.ts';
import { type BoardRow, type RankedBoard, type Ranking, rankBoard } from './rank-board.ts';
import { managesSome, type Role, roleIn } from './role.ts';
import { loadSettings, type Settings, type WorkspaceSettings } from './settings.ts';

/** Which board. */
export type BoardChoice = {
  readonly period: BoardPeriod;
  /** 1 for the period before. */
  readonly back: 0 | 1;
  /** Null for everybody. */
  readonly team: number | null;
  readonly rankBy: Ranking;
};

/** The board as its reader may see it. */
export type Board = {
  readonly kind: 'board';
  readonly choice: BoardChoice;
  /** Null for everybody. */
  readonly teamName: string | null;
  /** What the reader can choose from. */
  readonly teams: readonly { readonly team: number | null; readonly name: string | null }[];
  readonly zone: string;
  readonly window: BoardWindow;
  readonly now: number;
  readonly reader: string;
  /** All rows; or the first three places and one's own. */
  readonly sees: 'full' | 'top_three';
  readonly rows: readonly BoardRow[];
  /** The reader's own; null for who is not named on it. */
  readonly own: BoardRow | null;
  /** How many have a place. */
  readonly ranked: number;
  /** Null for who sees the top three only. */
  readonly sums: Pick<RankedBoard, 'totals' | 'former' | 'unnamed'> | null;
  /** The reader manages whom it shows. */
  readonly isManaged: boolean;
  /** What is shared of it, and where; null where no channel is set. */
  readonly mode: WorkspaceSettings['leaderboard'];
  readonly channel: string | null;
};

/** The board is for managers only here, and the reader is none. */
export type BoardOff = { readonly kind: 'board_off' };

/**
 * Who sent and who was accepted in a period, ranked (`rank-board.ts`). Managers see all of their teams, others the first
 * three and their own place in their team, or all of it, as it is set. Without a `team`: the widest that the reader may see.
 * What counts is of the account's own local date, as in the meters; the zone of the team, or for everybody's board the
 * caller's, only tells which day is today. Writes nothing.
 *
 * @throws NotAllowedError for a team that is neither theirs nor managed by them; InputError for one that is no more.
 */
export async function readBoard(
  ledger: Ledger,
  call: Call,
  asked: Omit<BoardChoice, 'team'> & { readonly team?: number | null | undefined },
): Promise<Board | BoardOff> {
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const [settings, ownTeam] = await Promise.all([
      loadSettings(db, call.workspaceId),
      findTeam(db, call.workspaceId, call.userId),
    ]);
    const role = roleIn(settings, call);
    const mode = settings.workspace.document.leaderboard;
    if (mode === 'off' && !managesSome(role)) return { kind: 'board_off' };
    const teams = readableTeams(settings, role, ownTeam);
    const team = asked.team === undefined ? (teams[0]?.team ?? null) : asked.team;
    const isManaged = managesTeam(role, team);
    if (team !== null && !settings.teams.some((one) => one.team === team)) throw noSuchTeam();
    if (!teams.some((one) => one.team === team) || (mode === 'off' && !isManaged)) throw notTheirs();
    return boardOf(ledger, db, call, { settings, teams, isManaged, choice: { ...asked, team } });
  });
}

/** Whether the role reaches all of a team; of everybody (null) only a manager of the workspace's does. */
export function managesTeam(role: Role, team: number | null): boolean {
  return role.isManager || (team !== null && role.teams.includes(team));
}

function noSuchTeam(): InputError {
  return new InputError('This team is no more. Open the leaderboard again, like `/invites leaderboard`.');
}

function notTheirs(): NotAllowedError {
  return new NotAllowedError('Only managers of that team can see its leaderboard.');
}

/** What somebody can look at: the workspace's managers everybody and each team, team managers their teams, all their own. */
function readableTeams({ teams }: Settings, role: Role, ownTeam: number | null): Board['teams'] {
  const named = teams.map(({ team, document }) => ({ team, name: document.name }));
  if (role.isManager) return [{ team: null, name: null }, ...named];
  const managed = named.filter(({ team }) => role.teams.includes(team));
  const own = named.filter(({ team }) => team === ownTeam && !role.teams.includes(team));
  const readable = [...managed, ...own];
  return readable.length > 0 ? readable : [{ team: null, name: null }];
}

async function boardOf(
  ledger: Ledger,
  db: Tx,
  call: Call,
  read: {
    readonly settings: Settings;
    readonly teams: Board['teams'];
    readonly isManaged: boolean;
    readonly choice: BoardChoice;
  },
): Promise<Board> {
  const { settings, teams, isManaged, choice } = read;
  const { now, userId: reader } = call;
  const document = settings.teams.find(({ team }) => team === choice.team)?.document;
  const zone = document?.zone ?? call.zone;
  const window = boardWindow(zone, choice.period, choice.back, now);
  const [{ members: all }, placed] = await Promise.all([
    tallies(ledger, db, call, { ...window, team: choice.team }),
    listMembers(db, call.workspaceId),
  ]);
  // Who only saved a setting has an account too.
  const inTeams = new Set(placed.map(({ userId }) => userId));
  const members = all.filter(({ userId, lastLoggedAt }) => lastLoggedAt !== null || inTeams.has(userId));
  const { rows, ...sums } = rankBoard(members, choice.rankBy, window.elapsed);
  const mode = settings.workspace.document.leaderboard;
  const sees = isManaged ? 'full' : mode === 'full' ? 'full' : 'top_three';
  return {
    kind: 'board',
    choice,
    teamName: document?.name ?? null,
    teams,
    zone,
    window,
    now,
    reader,
    sees,
    rows: sees === 'full' ? rows : topThree(rows),
    own: rows.find(({ userId }) => userId === reader) ?? null,
    ranked: rows.filter(({ place }) => typeof place === 'number').length,
    sums: sees === 'full' ? sums : null,
    isManaged,
    mode,
    channel: document?.channel ?? null,
  };
}

/** More than three where places are shared. */
export function topThree(rows: readonly BoardRow[]): readonly BoardRow[] {
  return rows.filter(({ place }) => typeof place === 'number' && place <= 3);
}

async function tallies(
  ledger: Ledger,
  db: Tx,
  call: Call,
  asked: BoardWindow & { readonly team: number | null },
): ReturnType<typeof loadBoard> {
  const { workspaceId, now } = call;
  const expected = expectedPolicy(ledger, workspaceId);
  const { pendingAfter } = lookBack(expected.policy, now, now);
  const loaded = await loadBoard(db, { ...asked, workspaceId, pendingAfter });
  const { version } = await activePolicy(ledger, db, workspaceId, loaded.policyVersion);
  return version === expected.version ? loaded : tallies(ledger, db, call, asked);
}
