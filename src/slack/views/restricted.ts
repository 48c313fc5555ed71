import type {
  LiftedAnswer,
  PauseTold,
  RestrictedAnswer,
  Standing,
  TeamToldAnswer,
} from '../../services/answers.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { asWords } from './account.ts';
import { button, undoButton } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { warningLines } from './reasons.ts';
import type { Say } from './say.ts';
import { channelInWords, memberList } from './settings-words.ts';

/** Said before somebody reports a block. */
export const whoHearsOfABlock =
  'Who is told: managers, that it is yours; your team’s channel, that one account is paused, without your name.';

/** That LinkedIn has blocked an account, what follows from it, and the louder warning where it happens again and again. */
export function restrictedView(answer: RestrictedAnswer): Reply {
  const { requestId, recorded, told, standing } = answer;
  const value = encodeRequestPart({ requestId, ordinal: 1 });
  const tell = told && told.channel !== null ? [button(ACTIONS.tellTeam, 'Tell the Team', value)] : [];
  return compose(standing.zone, (say) => [
    ...partsOf(answer, say),
    { kind: 'buttons', buttons: [...tell, ...(recorded ? [button(ACTIONS.undo, 'Undo', value)] : [])] },
  ]);
}

/** What *Tell the Team* came to, above the reply that it stood in. */
export function teamToldView({ result, channel, restricted }: TeamToldAnswer): Reply {
  const { requestId, recorded, standing } = restricted;
  const where = channelInWords(channel);
  const lines = {
    told: `${where} hears in a moment that it is your account.`,
    already: `${where} knows already that it is your account. Nothing more was posted.`,
    over: 'Nothing was posted: LinkedIn no longer blocks this account, as far as I know.',
    no_channel: 'Nothing was posted: your team has no channel. A manager can set one in the settings.',
  } as const;
  return compose(standing.zone, (say) => [
    { kind: 'lines', lines: [lines[result]] },
    ...(result === 'over' ? [] : partsOf(restricted, say)),
    ...(recorded && result !== 'over' ? [undoButton(requestId)] : []),
  ]);
}

function partsOf(answer: RestrictedAnswer, say: Say): Part[] {
  const { reason, standing } = answer;
  const item = { person: null, quantity: 1, refused: true, reasons: [reason] };
  const lift = `/invites lifted${asWords(standing.accountName)}`;
  return [
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
    { kind: 'context', line: `Only you see this reply. ${whoIsTold(answer, say)}` },
  ];
}

/** Who hears of the block, and of what. */
function whoIsTold({ recorded, changed, told }: RestrictedAnswer, say: Say): string {
  const home = 'Managers see the block, and when it ends, on their Home and in your quota.';
  if (!told || !recorded || changed) return home;
  const { managers } = told;
  const know = managers.length === 1 ? 'knows' : 'know';
  const manager = managers.length === 0 ? '' : `${memberList(managers, say)} ${know} that it is yours. `;
  return `${channelSentence(told)}${manager}${home}`;
}

function channelSentence({ channel, announced, managers }: PauseTold): string {
  if (announced) return `${channelInWords(channel)} hears that one account is paused, without your name. `;
  return managers.length === 0 ? 'Nobody is sent a message about it. ' : 'No channel is told. ';
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
