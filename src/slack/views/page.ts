import type { PageAnswer } from '../../services/answers.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button, undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { sinceSent } from './log.ts';
import { meterLabel } from './meters.ts';
import { refusal, riskLines, subjectOf, warningLines } from './reasons.ts';
import type { Say } from './say.ts';

/** What became of PageInvites; then where the month stands, the warnings, and what to do about what was not logged. */
export function pageView(answer: PageAnswer): Reply {
  const { requestId, standing, anyway } = answer;
  const [item] = answer.items;
  return compose(standing.zone, (say) => {
    if (item.refused) {
      const value = encodeRequestPart({ requestId, ordinal: 1 });
      return [
        {
          kind: 'lines',
          lines: [
            refusal('Not logged', item, answer, say),
            ...riskLines([item], answer, say),
            'Already sent on LinkedIn? Record it.',
          ],
        },
        { kind: 'buttons', buttons: [button(ACTIONS.logAnyway, 'Log Anyway', value)] },
      ];
    }
    const page = answer.page === null ? '' : ` for ${pageName(answer.page, say)}`;
    const as = standing.accountName === '' ? '' : `, as ${standing.accountName}`;
    return [
      {
        kind: 'lines',
        lines: [
          `Logged ${subjectOf(item, say)}${page}${anyway ? ` anyway${as}, ${sinceSent(item)}` : as}.`,
          ...standing.meters.map(meterLabel),
          ...warningLines([item], answer, say),
        ],
      },
      undoButton(requestId),
    ];
  });
}

/** Others typed it, as they do people's names: it is made short and harmless in the same way. */
function pageName(name: string, say: Say): string {
  return say.person({ key: 'name:page', name });
}
