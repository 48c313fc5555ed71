import { NotAllowedError } from '../errors.ts';
import { appendEntries } from '../ledger/append-entries.ts';
import type { Ledger } from '../ledger/connect.ts';
import { addPolicy, readPolicy } from '../ledger/read-policy.ts';
import { checkPolicy } from '../limits/parse-policy.ts';
import { localDate } from '../limits/windows.ts';
import { answerOnce } from './answer-once.ts';
import type { PolicyAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { openAccount } from './open-account.ts';
import { readRole } from './role.ts';

/** A policy document without its version: `preset` names what it starts from, every rule it mentions is changed. */
export type PolicyChange = { readonly preset: string } & Readonly<Record<string, unknown>>;

/**
 * Gives a workspace its own policy: validated, and kept as the next version. A document with mistakes is refused with
 * every wrong field named. It holds from the next request on; what was counted stays counted.
 *
 * @throws NotAllowedError for who is no manager.
 */
export async function changePolicy(ledger: Ledger, call: Call, change: PolicyChange): Promise<PolicyAnswer> {
  if (!(await readRole(ledger, call)).isManager)
    throw new NotAllowedError('Only managers can change the limits.');
  return answerOnce<PolicyAnswer, undefined>(
    ledger,
    call,
    { verb: 'policy' },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const { tx, requestId } = opened;
        const { workspaceId, now } = call;
        const { account, frame, facts } = await openAccount(opened);
        const version = ((await readPolicy(tx, workspaceId))?.version ?? 0) + 1;
        const check = checkPolicy({ ...change, version });
        if (!check.ok) {
          return {
            answer: { kind: 'policy', requestId, version: null, problems: check.problems },
            writes: [],
          };
        }
        await addPolicy(tx, {
          workspaceId,
          version,
          document: check.policy,
          changedAt: now,
          changedBy: call.userId,
        });
        const date = localDate(account.zone, now);
        const fact = {
          kind: 'policy_changed',
          happenedAt: now,
          localDate: date,
          detail: { version },
        } as const;
        return {
          answer: { kind: 'policy', requestId, version, problems: [] },
          writes: [appendEntries(tx, frame, [...facts, fact])],
        };
      },
    },
  );
}
