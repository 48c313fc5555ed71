import { z } from 'zod';
import { readSettings } from '../ledger/read-settings.ts';
import type { Tx } from '../ledger/transact.ts';

const userId = z.string().regex(/^[UW][A-Z0-9]+$/);
const channelId = z.string().regex(/^[CG][A-Z0-9]+$/);
const memberIds = z.array(userId).readonly();

export const warnLevels = ['nearing', 'critical', 'reached', 'never'] as const;
export const boardModes = ['off', 'top_three', 'full'] as const;
export const digestRhythms = ['day', 'week'] as const;
export const quietDays = ['nothing', 'line'] as const;

/** What managers set for the whole workspace (commands.md, "Set-up"; the limits are in its policy). */
export const workspaceSettings = z
  .strictObject({
    /** While it is empty, the workspace's admins are its managers. */
    managers: memberIds.default([]),
    /** Who installed the app, or set it up first; null until then. */
    setUpBy: userId.nullable().default(null),
    /** Across teams, an overlap names the teammate; else it says "another team". */
    overlapNames: z.boolean().default(false),
    /** From which level on a meter is told to the team's channel. */
    warnChannelFrom: z.enum(warnLevels).default('nearing'),
    /** What who is no manager sees of the leaderboard, and what is shared of it. */
    leaderboard: z.enum(boardModes).default('top_three'),
    /** People's data older than this is erased; null for never. */
    retentionMonths: z.number().int().min(1).max(120).nullable().default(null),
  })
  .readonly();

/** What managers set for a team. */
export const teamSettings = z
  .strictObject({
    name: z.string().min(1).max(50),
    /** Where its digest and warnings go; null for nowhere. */
    channel: channelId.nullable().default(null),
    /** IANA zone of its days. */
    zone: z.string(),
    /** Local time, `HH:MM`. */
    digestAt: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      .default('16:30'),
    /** Weekly: on the first of the week's days that it could come. */
    digestEvery: z.enum(digestRhythms).default('day'),
    /** What is posted where nothing happened since the last digest. */
    quietDays: z.enum(quietDays).default('nothing'),
    /** 1 for Monday to 7 for Sunday. */
    workingDays: z.array(z.number().int().min(1).max(7)).readonly().default([1, 2, 3, 4, 5]),
    /** Local dates, `YYYY-MM-DD`. */
    holidays: z.array(z.iso.date()).readonly().default([]),
    managers: memberIds.default([]),
    /** Who came into it with this version, and who left it: who is in it stands in `teammates`. */
    arrived: memberIds.default([]),
    departed: memberIds.default([]),
    /** The team is no more: its members are in none, what they did stays. */
    removed: z.boolean().default(false),
  })
  .readonly();

export type WorkspaceSettings = z.infer<typeof workspaceSettings>;
export type TeamSettings = z.infer<typeof teamSettings>;
/** What a team's managers see and change of it; its members apart. */
export type TeamFields = Omit<TeamSettings, 'arrived' | 'departed'>;

/** A document and which of its versions it is; 0 for the defaults. */
export type Versioned<Document> = { readonly version: number; readonly document: Document };
export type Team = Versioned<TeamSettings> & {
  /** Its number in the workspace, from 1. */
  readonly team: number;
};

/** All that managers set, as it holds now. */
export type Settings = {
  readonly workspace: Versioned<WorkspaceSettings>;
  /** Those that are not removed, in the order of their numbers. */
  readonly teams: readonly Team[];
  /** The number that no team has had yet. */
  readonly nextTeam: number;
};

/** A team's settings without who came and went. */
export function teamFields({ arrived: _, departed: __, ...fields }: TeamSettings): TeamFields {
  return fields;
}

/** The subject of a team's settings. */
export function teamSubject(team: number): string {
  return `team:${team}`;
}

/** The settings of a workspace; the defaults where nothing was set. */
export async function loadSettings(tx: Tx, workspaceId: string): Promise<Settings> {
  const stored = await readSettings(tx, workspaceId);
  const workspace = stored.find(({ subject }) => subject === 'workspace');
  const teams = stored
    .flatMap(({ subject, version, document }): Team[] => {
      const [, number] = /^team:([1-9]\d*)$/.exec(subject) ?? [];
      return number === undefined
        ? []
        : [{ team: Number(number), version, document: teamSettings.parse(document) }];
    })
    .sort((a, b) => a.team - b.team);
  return {
    workspace: {
      version: workspace?.version ?? 0,
      document: workspaceSettings.parse(workspace?.document ?? {}),
    },
    teams: teams.filter(({ document }) => !document.removed),
    nextTeam: (teams.at(-1)?.team ?? 0) + 1,
  };
}
