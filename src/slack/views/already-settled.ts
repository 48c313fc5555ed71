import type { AlreadySettledAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { subjectOf } from './reasons.ts';
import { someOf } from './some-of.ts';

/** A button below refusals that were settled before: what happened then. */
export function alreadySettledView(answer: AlreadySettledAnswer): Reply {
  if (answer.notSent) return notSentView(answer);
  return compose(answer.zone, (say) => [
    {
      kind: 'lines',
      lines: answer.items.map((item) => {
        const verb = item.quantity === 1 ? 'was' : 'were';
        return `${subjectOf(item, say)} ${verb} logged ${say.when(answer.settledAt)}. Nothing more was recorded.`;
      }),
    },
  ]);
}

function notSentView({ items, settledAt, zone }: AlreadySettledAnswer): Reply {
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        `You said ${say.when(settledAt)} that you did not send ${someOf(items, say)}. Nothing was recorded.`,
        `Sent after all? Log it again: ${say.code('/invites log https://www.linkedin.com/in/jane-doe')}`,
      ],
    },
  ]);
}
