import type { Answer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { accountAddedView, accountChangedView } from './account.ts';
import { alreadySettledView } from './already-settled.ts';
import { boardSharedView } from './board-shared.ts';
import { alreadyCheckedView } from './check-in.ts';
import { counterView } from './counter.ts';
import { digestPostedView } from './digest-preview.ts';
import { dismissedView } from './dismissed.ts';
import { contactAllowedView, objectionView } from './do-not-contact.ts';
import { fileQueuedView } from './file-queued.ts';
import { joinedView } from './joined.ts';
import { logAnywayView, logView } from './log.ts';
import { alreadyChosenView, outcomeView } from './outcome.ts';
import { pageView } from './page.ts';
import { policyView } from './policy.ts';
import { liftedView, restrictedView, teamToldView } from './restricted.ts';
import { retriedView } from './retried.ts';
import { setUpView, teamView, testDigestView, workspaceSettingsView } from './settings.ts';
import { teammateView } from './teammate.ts';
import { undoView } from './undo.ts';
import { welcomeView } from './welcome.ts';

/** Any stored answer as the reply it was; undefined for a request that never happened. */
export function answerView(answer: Answer): Reply | undefined {
  switch (answer.kind) {
    case 'log':
      return logView(answer);
    case 'log_anyway':
      return logAnywayView(answer);
    case 'already_settled':
      return alreadySettledView(answer);
    case 'dismissed':
      return dismissedView(answer);
    case 'welcome':
      return welcomeView(answer);
    case 'outcome':
      return outcomeView(answer);
    case 'already_chosen':
      return alreadyChosenView(answer);
    case 'already_checked':
      return alreadyCheckedView(answer);
    case 'account':
      return accountChangedView(answer);
    case 'account_added':
      return accountAddedView(answer);
    case 'page':
      return pageView(answer);
    case 'restricted':
      return restrictedView(answer);
    case 'team_told':
      return teamToldView(answer);
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
    case 'teammate':
      return teammateView(answer);
    case 'workspace_settings':
      return workspaceSettingsView(answer);
    case 'team':
      return teamView(answer);
    case 'set_up':
      return setUpView(answer);
    case 'test_digest':
      return testDigestView(answer);
    case 'deliveries_retried':
      return retriedView(answer);
    case 'board_shared':
      return boardSharedView(answer);
    case 'digest_posted':
      return digestPostedView(answer);
    case 'file_queued':
      return fileQueuedView(answer);
    case 'void':
      return undefined;
  }
}
