import type { Answer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { accountAddedView, accountChangedView } from './account.ts';
import { alreadySettledView } from './already-settled.ts';
import { counterView } from './counter.ts';
import { contactAllowedView, objectionView } from './do-not-contact.ts';
import { joinedView } from './joined.ts';
import { logAnywayView, logView } from './log.ts';
import { alreadyChosenView, outcomeView } from './outcome.ts';
import { pageView } from './page.ts';
import { policyView } from './policy.ts';
import { liftedView, restrictedView } from './restricted.ts';
import { undoView } from './undo.ts';

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
    case 'already_chosen':
      return alreadyChosenView(answer);
    case 'account':
      return accountChangedView(answer);
    case 'account_added':
      return accountAddedView(answer);
    case 'page':
      return pageView(answer);
    case 'restricted':
      return restrictedView(answer);
    case 'lifted':
      return liftedView(answer);
    case 'counter':
      return counterView(answer);
    case 'undo':
      return undoView(answer);
    case 'policy':
      return policyView(answer);
    case 'objection':
      return objectionView(answer);
    case 'contact_allowed':
      return contactAllowedView(answer);
    case 'joined':
      return joinedView(answer);
    case 'void':
      return undefined;
  }
}
