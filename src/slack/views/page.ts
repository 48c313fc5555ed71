import type { LoggedItem, PageAnswer } from '../../services/answers.ts';
import type { SaidReason } from '../../services/said.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { asWords } from './account.ts';
import { button, undoButton } from './buttons.ts';
import { compose } from './compose.ts';
import { accountTypeNames, meterLabel, meterSentence } from './meters.ts';
import { warningLines } from './reasons.ts';
import { formatCount, type Say } from './say.ts';

/** What became of PageInvites; then where the month stands, the warnings, and what to do about what was not logged. */
export function pageView(answer: PageAnswer): Reply {
  const { requestId, standing, anyway } = answer;
  const [item] = answer.items;
  const value = encodeRequestPart({ requestId, ordinal: 1 });
  return compose(standing.zone, (say) => {
    if (item.refused) {
      const risks = item.reasons.filter(({ verdict }) => verdict === 'block');
      return [
        {
          kind: 'lines',
          lines: [
            refusal(answer, say),
            ...warningLines([{ ...item, reasons: risks }], answer, say),
            'Already sent on LinkedIn? Record it.',
          ],
        },
        { kind: 'buttons', buttons: [button(ACTIONS.logAnyway, 'Log Anyway', value)] },
      ];
    }
    const page = answer.page === null ? '' : ` for ${pageName(answer.page, say)}`;
    const as = standing.accountName === '' ? '' : `, as ${standing.accountName}`;
    const counts =
      item.quantity === 1
        ? 'it was sent. It counts like any other'
        : 'they were sent. They count like any others';
    const why = anyway ? ` anyway, since ${counts}` : '';
    return [
      {
        kind: 'lines',
        lines: [
          `Logged ${pageInvites(item)}${page}${as}${why}.`,
          ...standing.meters.map(meterLabel),
          ...warningLines([item], answer, say),
        ],
      },
      undoButton(requestId),
    ];
  });
}

/** `1 PageInvite`, `3 PageInvites` */
export function pageInvites({ quantity }: Pick<LoggedItem, 'quantity'>): string {
  return quantity === 1 ? '1 PageInvite' : `${formatCount(quantity)} PageInvites`;
}

/** Others typed it, as they do people's names: it is made short and harmless in the same way. */
function pageName(name: string, say: Say): string {
  return say.person({ key: 'name:page', name });
}

/** Everything that forbids it, what holds longest first, and the moment from which nothing does. */
function refusal(answer: PageAnswer, say: Say): string {
  const blocks = answer.items[0].reasons.flatMap((reason) => block(reason, answer, say));
  const [longest, ...others] = blocks.toSorted((a, b) => b.endsAt - a.endsAt);
  if (!longest) throw new Error('a refusal without a reason that blocks');
  return [
    `Not logged: ${longest.because}.`,
    ...others.map(({ because }) => `${because}.`),
    longest.afterwards,
  ].join(' ');
}

type Block = { readonly because: string; readonly endsAt: number; readonly afterwards: string };

function block(reason: SaidReason, { items: [item], standing }: PageAnswer, say: Say): Block[] {
  if (reason.verdict !== 'block') return [];
  const from = (at: number) => `Allowed again from ${say.when(at)}.`;
  switch (reason.code) {
    case 'restricted': {
      const lift = say.code(`/invites lifted${asWords(standing.accountName)}`);
      return [
        {
          because: `LinkedIn has blocked this account since ${say.when(reason.since)}`,
          endsAt: reason.until ?? Number.MAX_VALUE,
          afterwards:
            reason.until === null ? `No end is known: when it is over, type ${lift}.` : from(reason.until),
        },
      ];
    }
    case 'cap_reached': {
      const { meter, allowedAgainAt, next } = reason;
      const type = accountTypeNames[standing.accountType];
      const sent = meterSentence(meter);
      const again =
        allowedAgainAt === null ? 'That is more than the limit ever allows.' : from(allowedAgainAt);
      const higher = next ? ` ${accountTypeNames[next.type]} allows ${formatCount(next.cap)}.` : '';
      return [
        {
          because:
            meter.remaining === 0
              ? `${sent}, the most for ${type}`
              : `${sent}, and ${pageInvites(item)} more would pass the limit of ${type}`,
          endsAt: allowedAgainAt ?? Number.MAX_SAFE_INTEGER,
          afterwards: `${again}${higher}`,
        },
      ];
    }
    default:
      throw new Error(`${reason.code} forbids no PageInvite`);
  }
}
