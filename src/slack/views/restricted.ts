import type { LiftedAnswer, RestrictedAnswer, Standing } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { asWords } from './account.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { warningLines } from './reasons.ts';
import type { Say } from './say.ts';

/** That LinkedIn has blocked an account, what follows from it, and the louder warning where it happens again and again. */
export function restrictedView(answer: RestrictedAnswer): Reply {
  const { requestId, recorded, reason, standing } = answer;
  const item = { person: null, quantity: 1, refused: true, reasons: [reason] };
  const lift = `/invites lifted${asWords(standing.accountName)}`;
  return compose(standing.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        news(answer, say),
        reason.until === null
          ? `Stop sending: until you type ${say.code(lift)}, logs and checks for it are refused, PageInvites too.`
          : `Stop sending: until ${say.when(reason.until)} logs and checks for it are refused, PageInvites too. Over earlier? Type ${say.code(lift)}.`,
        ...warningLines([item], { owner: '', standing }, say),
      ],
    },
    {
      kind: 'context',
      line: 'Only you see this reply. Your managers see the block, and when it ends, on their Home and in your quota.',
    },
    ...(recorded ? [undoButton(requestId)] : []),
  ]);
}

function news({ recorded, changed, reason, standing }: RestrictedAnswer, say: Say): string {
  const account = accountWords(standing);
  const end = reason.until === null ? 'no end is known' : `it ends ${say.when(reason.until)}`;
  if (!recorded) return `Known already: LinkedIn has blocked ${account}, ${end}. Nothing was recorded.`;
  if (changed) return `Changed: LinkedIn has blocked ${account} since ${say.when(reason.since)}; now ${end}.`;
  return `Recorded: LinkedIn has blocked ${account}; ${end}.`;
}

/** That the block is over. */
export function liftedView({ requestId, lifted, standing }: LiftedAnswer): Reply {
  const account = accountWords(standing);
  return compose(standing.zone, (say) => {
    if (lifted === null) {
      const entered = say.code(`/invites restricted until friday${asWords(standing.accountName)}`);
      return [
        {
          kind: 'lines',
          lines: [
            `Nothing was recorded: LinkedIn does not block ${account}, as far as I know. If it does: ${entered}`,
          ],
        },
      ];
    }
    return [
      {
        kind: 'lines',
        lines: [
          `Recorded: LinkedIn no longer blocks ${account} (it did since ${say.when(lifted.since)}). Logs and checks follow the limits again.`,
        ],
      },
      undoButton(requestId),
    ];
  });
}

function accountWords({ accountName }: Pick<Standing, 'accountName'>): string {
  return accountName === '' ? 'your account' : `your account ${accountName}`;
}
