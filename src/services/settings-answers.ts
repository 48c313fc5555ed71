import type { TeamFields, WorkspaceSettings } from './settings.ts';
import type {
  MembersSince,
  SettingsConflict,
  TeamDifference,
  WorkspaceDifference,
} from './settings-differences.ts';

/** What a change of the workspace's settings came to. */
export type WorkspaceSettingsAnswer = {
  readonly kind: 'workspace_settings';
  readonly requestId: number;
  /** What is otherwise now; empty if nothing was changed. */
  readonly differences: readonly WorkspaceDifference[];
  /** Somebody else saved since the form was opened, and this was not saved. */
  readonly conflict: SettingsConflict<WorkspaceSettings> | null;
};

/** How the members of a team changed. */
export type MemberChanges = {
  /** They were in no team. */
  readonly added: readonly string[];
  /** They are in no team now. */
  readonly removed: readonly string[];
  /** They were in another team. */
  readonly moved: readonly { readonly userId: string; readonly from: string }[];
};

/** Why a team stays as it is. */
export type TeamRefusal =
  | {
      readonly kind: 'conflict';
      readonly conflict: SettingsConflict<TeamFields>;
      /** Who came and went meanwhile; null if nobody did. */
      readonly meanwhile: MembersSince | null;
      /** Those whom saving would leave in it; null where members are not asked about. */
      readonly members: readonly string[] | null;
    }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'too_many' }
  /** They are in a team that who asks does not manage. */
  | { readonly kind: 'in_another_team'; readonly userIds: readonly string[] }
  /** They manage the workspace or another team, and who asks manages this team only. */
  | { readonly kind: 'manages_more'; readonly userIds: readonly string[] };

/** What adding, changing or removing a team came to. */
export type TeamAnswer = {
  readonly kind: 'team';
  readonly requestId: number;
  readonly done: 'added' | 'changed' | 'removed' | 'nothing';
  /** Its number; 0 if it was not added. */
  readonly team: number;
  readonly name: string;
  readonly channel: string | null;
  /** Of a change: what is otherwise now. */
  readonly differences: readonly TeamDifference[];
  readonly members: MemberChanges;
  readonly refusal: TeamRefusal | null;
};

/** What set-up did. `done` is false if somebody else had done it: nothing was changed then. */
export type SetUpAnswer = {
  readonly kind: 'set_up';
  readonly requestId: number;
  readonly done: boolean;
  /** Its first team, and where that is told. */
  readonly team: number;
  readonly channel: string | null;
  readonly managers: readonly string[];
  readonly members: MemberChanges;
  /** How many sent in 7 days; null for a policy without a guide. */
  readonly guide: number | null;
};

/** *Send Test Digest*: it is queued for the channel; null for a team without one, and nothing is queued. */
export type TestDigestAnswer = {
  readonly kind: 'test_digest';
  readonly team: number;
  readonly name: string;
  readonly channel: string | null;
};

/** *Retry Delivery*: how many messages to the channel are queued again, and how many digests are too old for that. */
export type DeliveriesRetriedAnswer = {
  readonly kind: 'deliveries_retried';
  readonly channel: string;
  readonly queued: number;
  readonly skipped: number;
};

export type SettingsAnswer =
  | WorkspaceSettingsAnswer
  | TeamAnswer
  | SetUpAnswer
  | TestDigestAnswer
  | DeliveriesRetriedAnswer;
