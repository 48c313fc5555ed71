import type { AlreadySettledAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';

/** A second press of *Log Anyway*. */
export function alreadySettledView(answer: AlreadySettledAnswer): Reply {
  return compose(answer.zone, (say) => [
    {
      kind: 'lines',
      lines: answer.people.map(
        (person) =>
          `${say.person(person)} was logged ${say.when(answer.settledAt)}. Nothing more was recorded.`,
      ),
    },
  ]);
}
