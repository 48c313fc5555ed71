import type { PauseNews } from '../../services/messages.ts';
import type { Reply } from '../request.ts';
import { asWords } from './account.ts';
import { compose } from './compose.ts';
import type { Say } from './say.ts';

/** What is told of LinkedIn's block of an account: to a channel without the name, to managers, to the owner. */
export function pauseView(news: PauseNews): Reply {
  return compose(news.zone, (say) => [{ kind: 'lines', lines: linesOf(news, say) }]);
}

function linesOf({ kind, owner, accountName, until, named }: PauseNews, say: Say): string[] {
  const end = until === null ? '; no end is known' : ` until ${say.when(until)}`;
  const which = accountName === '' ? '' : ` ${accountName}`;
  const longer = say.code(`/invites restricted until friday${asWords(accountName)}`);
  const lifted = say.code(`/invites lifted${asWords(accountName)}`);
  const slowly = 'Begin with a few a day: LinkedIn looks closely at an account that it has just blocked.';
  switch (kind) {
    case 'paused':
      return named
        ? [`${say.member(owner)} wants you to know: LinkedIn has paused their account${which}${end}.`]
        : [
            until === null
              ? 'One account is paused: LinkedIn has blocked it; no end is known.'
              : `One account is paused${end}: LinkedIn has blocked it.`,
          ];
    case 'paused_account':
      return [
        `LinkedIn has blocked the account${which} of ${say.member(owner)}${end}.`,
        `Logs and checks of it are refused until ${until === null ? `they type ${lifted}` : 'then'}. The team’s channel is not told whose it is: that is for its owner to say.`,
      ];
    case 'pause_ending':
      return [
        `LinkedIn’s block of your account${which} ends soon: ${until === null ? 'no end is known' : say.when(until)}. ${slowly}`,
        `Another day? ${longer}`,
      ];
    case 'pause_ended':
      return [
        `LinkedIn’s block of your account${which} ${until === null ? 'is over' : `ended ${say.when(until)}`}: logs and checks follow the limits again. ${slowly}`,
        `It still holds? ${longer}`,
      ];
  }
}
