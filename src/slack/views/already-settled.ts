import type { AlreadySettledAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { subjectOf } from './reasons.ts';

/** A second press of *Log Anyway*. */
export function alreadySettledView(answer: AlreadySettledAnswer): Reply {
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
