import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { addPolicy, readPolicy } from '../ledger/read-policy.ts';
import type { Tx } from '../ledger/transact.ts';
import { guideOf, withGuide } from '../limits/guide.ts';
import { parsePolicy, presetPolicy } from '../limits/parse-policy.ts';
import type { Policy } from '../limits/policy.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { Call } from './call.ts';
import { cameAndWent, moveMembers, noMemberChanges, ownersOf, planMembers } from './member-changes.ts';
import type { ToSay } from './messages.ts';
import { planDigest } from './plan-digests.ts';
import { saveSettings } from './save-settings.ts';
import {
  loadSettings,
  type Settings,
  teamFields,
  teamSettings,
  teamSubject,
  workspaceSettings,
} from './settings.ts';
import type { SetUpAnswer } from './settings-answers.ts';

/** What set-up asks. */
export type SetUp = {
  /** At least one. */
  readonly managers: readonly string[];
  readonly channel: string | null;
  readonly members: readonly string[];
  /** Within `guideRange`; null leaves the guide as it is. */
  readonly guide: number | null;
};

/** How the first team is called until a manager calls it otherwise. */
const firstTeamName = 'Team';

/**
 * Sets the workspace up, all of it or nothing: managers, the first team with its channel and members, and the guide. Where
 * somebody has done so already, nothing is changed.
 *
 * @throws NotAllowedError for who is neither an admin nor the installer.
 */
export async function setUp(ledger: Ledger, call: Call, wanted: SetUp): Promise<SetUpAnswer> {
  return answerOnce<SetUpAnswer, Settings>(
    ledger,
    call,
    { verb: 'set_up' },
    {
      prepare: (tx) => loadSettings(tx, call.workspaceId),
      async decide(opened, settings) {
        const { tx, requestId } = opened;
        refuseUnlessMaySetUp(settings, call);
        const { version, document } = settings.workspace;
        const { managers, channel } = wanted;
        const team = settings.nextTeam;
        const answer = { kind: 'set_up', requestId, team, channel, managers, guide: wanted.guide } as const;
        if (isSetUp(settings))
          return { answer: { ...answer, done: false, members: noMemberChanges }, writes: [], keep: false };
        const planned = await planMembers(tx, call, settings, { team, wanted: () => wanted.members });
        const { changes } = planned;
        const workspace = workspaceSettings.parse({
          ...document,
          managers,
          setUpBy: document.setUpBy ?? call.userId,
        });
        const first = teamSettings.parse({
          name: firstTeamName,
          channel,
          zone: call.zone,
          ...cameAndWent(changes),
        });
        const versions = [
          {
            subject: 'workspace',
            version: version + 1,
            document: workspace,
            changed: ['managers', 'setUpBy'],
          },
          {
            subject: teamSubject(team),
            version: 1,
            document: first,
            changed: Object.keys(teamFields(first)),
          },
        ];
        const policyVersion = await setGuide(opened, wanted);
        const policyFacts =
          policyVersion === null
            ? []
            : [{ kind: 'policy_changed' as const, detail: { version: policyVersion } }];
        await moveMembers(tx, call, team, changes);
        return {
          answer: { ...answer, done: true, members: changes },
          writes: [saveSettings(opened, versions, policyFacts), planDigest(tx, { ...call, team }, first)],
          owners: [...managers, ...ownersOf(planned)],
        };
      },
    },
  );
}

/** Keeps the policy with another guide, and tells the managers; null if it has this one, or none at all. */
async function setGuide({ tx, call }: Opened, { guide, managers }: SetUp): Promise<number | null> {
  const { workspaceId, now, userId: by } = call;
  const { version: present, policy } = await storedPolicy(tx, workspaceId);
  const changed = guide === null ? policy : withGuide(policy, guide);
  if (changed === policy) return null;
  const version = present + 1;
  const document = parsePolicy({ ...changed, version });
  await addPolicy(tx, { workspaceId, version, document, changedAt: now, changedBy: by });
  const told = managers.filter((manager) => manager !== by);
  const toSay = told.map((channel): ToSay => ({ channel, message: { kind: 'policy_changed', version, by } }));
  await queueDeliveries(tx, { workspaceId, now }, toSay);
  return version;
}

async function storedPolicy(tx: Tx, workspaceId: string): Promise<{ version: number; policy: Policy }> {
  const stored = await readPolicy(tx, workspaceId);
  return stored
    ? { version: stored.version, policy: parsePolicy(stored.document) }
    : { version: 0, policy: presetPolicy('article') };
}

/** The guide that holds; null for a policy without one. */
export async function presentGuide(tx: Tx, workspaceId: string): Promise<number | null> {
  return guideOf((await storedPolicy(tx, workspaceId)).policy)?.cap.free ?? null;
}

/** Somebody has named managers or made a team. */
export function isSetUp({ workspace, teams }: Settings): boolean {
  return workspace.document.managers.length > 0 || teams.length > 0;
}

/** The installer may, and any admin. */
export function maySetUp({ workspace }: Settings, call: Pick<Call, 'userId' | 'isAdmin' | 'isDeactivated'>) {
  return !call.isDeactivated && (call.isAdmin || workspace.document.setUpBy === call.userId);
}

export function refuseUnlessMaySetUp(settings: Settings, call: Call): void {
  if (!maySetUp(settings, call))
    throw new NotAllowedError('Only admins of this Slack, and whoever installed Headroom, can set it up.');
}
