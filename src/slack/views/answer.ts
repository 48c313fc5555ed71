import type { Answer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { accountChangedView } from './account.ts';
import { alreadySettledView } from './already-settled.ts';
import { logAnywayView, logView } from './log.ts';
import { outcomeView } from './outcome.ts';

/** Any stored answer as the reply it was; undefined for a request that never happened. */
export function answerView(answer: Answer): Reply | undefined {
  switch (answer.kind) {
    case 'log':
      return logView(answer);
    case 'log_anyway':
      return logAnywayView(answer);
    case 'already_settled':
      return alreadySettledView(answer);
    case 'outcome':
      return outcomeView(answer);
    case 'account':
      return accountChangedView(answer);
    case 'void':
      return undefined;
  }
}
