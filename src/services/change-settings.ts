import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { answerOnce } from './answer-once.ts';
import type { Call } from './call.ts';
import { type Role, roleIn } from './role.ts';
import { saveSettings } from './save-settings.ts';
import { loadSettings, type Settings, type WorkspaceSettings, workspaceSettings } from './settings.ts';
import type { WorkspaceSettingsAnswer } from './settings-answers.ts';
import {
  changesSince,
  differencesOf,
  mergeChange,
  pastSince,
  type WorkspaceDifference,
} from './settings-differences.ts';

/** Fields with their new values; the others stay. */
export type SettingsChange = Partial<Omit<WorkspaceSettings, 'setUpBy'>>;

/**
 * Changes what managers set for the whole workspace. `since` is the version that the change was made from: only what is
 * otherwise than there is changed. What somebody else saved meanwhile is answered as a conflict, and nothing is written.
 *
 * @throws NotAllowedError for who is no manager; an admin who is none may name managers, and nothing else.
 */
export async function changeSettings(
  ledger: Ledger,
  call: Call,
  { since, change }: { readonly since: number; readonly change: SettingsChange },
): Promise<WorkspaceSettingsAnswer> {
  const { workspaceId } = call;
  return answerOnce<WorkspaceSettingsAnswer, Settings>(
    ledger,
    call,
    { verb: 'settings' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide(opened, settings) {
        const { tx, requestId } = opened;
        const { version, document } = settings.workspace;
        const about = { workspaceId, subject: 'workspace', since };
        const past =
          since === version
            ? { base: document, later: [] }
            : await pastSince(
                tx,
                about,
                (stored) => workspaceSettings.parse(stored),
                workspaceSettings.parse({}),
              );
        const after = workspaceSettings.parse(mergeChange(past.base, document, change));
        const differences = differencesOf(document, after);
        refuseUnlessAllowed(roleIn(settings, call), differences);
        const answer = { kind: 'workspace_settings', requestId, differences: [], conflict: null } as const;
        if (differences.length === 0) return { answer, writes: [] };
        const changes = changesSince(past);
        if (changes.length > 0)
          return { answer: { ...answer, conflict: { version, changes, merged: after } }, writes: [] };
        const changed = differences.map(({ field }) => field);
        const next = { subject: 'workspace', version: version + 1, document: after, changed };
        return {
          answer: { ...answer, differences },
          writes: [saveSettings(opened, [next])],
          owners: [...document.managers, ...after.managers],
        };
      },
    },
  );
}

function refuseUnlessAllowed(
  { isManager, isAdmin }: Role,
  differences: readonly WorkspaceDifference[],
): void {
  if (isManager) return;
  if (!isAdmin) throw new NotAllowedError('Only managers can change the settings.');
  if (differences.some(({ field }) => field !== 'managers'))
    throw new NotAllowedError('Only managers can change this. As an admin you can name managers.');
}
