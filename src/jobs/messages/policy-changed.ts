import { AppError } from '../../errors.ts';
import { readPolicyChange } from '../../services/read-policy-change.ts';
import { compose } from '../../slack/views/compose.ts';
import { policyChanges } from '../../slack/views/policy-changes.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To managers: who changed the limits, and what is otherwise now. */
export const policyChanged: MessageBuilder<'policy_changed'> = {
  kind: 'policy_changed',
  async build(ledger, { version, by }, { workspaceId, withinMs }) {
    const change = await readPolicyChange(ledger, { workspaceId, version, withinMs });
    if (!change) throw new AppError('no_such_policy', `There is no version ${version} of the policy.`);
    const changes = policyChanges(change.before, change.after);
    return compose('UTC', (say) => [
      {
        kind: 'lines',
        lines: [
          `${say.strong('The limits changed.')} ${say.member(by)} changed them ${say.when(change.at)}.`,
          ...(changes.length === 0 ? ['No limit or rule is different from before.'] : changes).map(
            (line) => `• ${line}`,
          ),
        ],
      },
      { kind: 'context', line: 'They hold from then on. What was counted stays counted.' },
    ]);
  },
};
