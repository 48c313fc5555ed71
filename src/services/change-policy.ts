import { NotAllowedError } from '../errors.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { addPolicy, readPolicy, type StoredPolicy } from '../ledger/read-policy.ts';
import { checkPolicy, parsePolicy, presetPolicy } from '../limits/parse-policy.ts';
import type { Policy } from '../limits/policy.ts';
import { policyDifferences } from '../limits/policy-differences.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { PolicyAnswer, PolicyConflict } from './answers.ts';
import type { Call } from './call.ts';
import type { ToSay } from './messages.ts';
import { openAccount } from './open-account.ts';
import { policyAt } from './policy-at.ts';
import { roleIn } from './role.ts';
import { loadSettings, type Settings } from './settings.ts';

/** A policy document without its version: `preset` names what it starts from, every rule it mentions is changed. */
export type PolicyChange = { readonly preset: string } & Readonly<Record<string, unknown>>;

/**
 * Gives a workspace its own policy: validated, and kept as the next version; the other managers are told. A document with
 * mistakes is refused with every wrong field named. It holds from the next request on; what was counted stays counted.
 * With `since`, the version that the change was made from, a change
 * that somebody else made meanwhile is answered as a conflict, and nothing is written.
 *
 * @throws NotAllowedError for who is no manager.
 */
export async function changePolicy(
  ledger: Ledger,
  call: Call,
  change: PolicyChange,
  { since }: { readonly since?: number } = {},
): Promise<PolicyAnswer> {
  return answerOnce<PolicyAnswer, Settings>(
    ledger,
    call,
    { verb: 'policy' },
    {
      prepare: (tx) => loadSettings(tx, call.workspaceId),
      async decide(opened, settings) {
        if (!roleIn(settings, call).isManager)
          throw new NotAllowedError('Only managers can change the limits.');
        const { tx, requestId } = opened;
        const stored = await readPolicy(tx, call.workspaceId);
        const before = stored ? parsePolicy(stored.document) : presetPolicy('article');
        const version = (stored?.version ?? 0) + 1;
        const check = checkPolicy({ ...change, version });
        const answer: PolicyAnswer = {
          kind: 'policy',
          requestId,
          version: null,
          problems: check.ok ? [] : check.problems,
          differences: check.ok ? policyDifferences(before, check.policy) : [],
          conflict: null,
        };
        if (!check.ok) return { answer, writes: [], keep: false };
        if (answer.differences.length === 0) return { answer, writes: [] };
        if (stored && since !== undefined && since !== stored.version) {
          const conflict = await conflictWith(opened, stored, since);
          return { answer: { ...answer, differences: [], conflict }, writes: [] };
        }
        return { answer: { ...answer, version }, writes: writesOf(opened, check.policy, settings) };
      },
    },
  );
}

/** What holds is not what the change was made from. */
async function conflictWith(
  { tx, call: { workspaceId } }: Opened,
  { version, document, changedBy, changedAt }: StoredPolicy,
  since: number,
): Promise<PolicyConflict> {
  const seen = await policyAt(tx, workspaceId, since);
  return {
    version,
    by: changedBy ?? '',
    at: changedAt,
    differences: seen ? policyDifferences(seen, parsePolicy(document)) : [],
  };
}

function writesOf(opened: Opened, policy: Policy, settings: Settings): Promise<unknown>[] {
  const { tx, call } = opened;
  const { workspaceId, now, userId: changedBy } = call;
  const { version } = policy;
  return [
    addPolicy(tx, { workspaceId, version, document: policy, changedAt: now, changedBy }),
    append(opened, version),
    queueDeliveries(tx, { workspaceId, now }, telling(call, settings, version)),
  ];
}

async function append(opened: Opened, version: number): Promise<void> {
  const { tx, call } = opened;
  const { account, frame, facts } = await openAccount(opened);
  await appendEntries(tx, frame, [
    ...facts,
    {
      kind: 'policy_changed',
      happenedAt: call.now,
      localDate: localDate(account.zone, call.now),
      detail: { version },
    },
  ]);
}

/** Who must know: the other managers, those of teams too; while the workspace has none, who set it up. */
function telling({ userId: by }: Call, { workspace, teams }: Settings, version: number): ToSay[] {
  const { managers, setUpBy } = workspace.document;
  const all = managers.length > 0 ? managers : setUpBy === null ? [] : [setUpBy];
  return [...new Set([...all, ...teams.flatMap(({ document }) => document.managers)])]
    .filter((manager) => manager !== by)
    .map((channel) => ({ channel, message: { kind: 'policy_changed', version, by } }));
}
