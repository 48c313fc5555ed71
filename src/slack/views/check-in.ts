import type { AlreadyCheckedAnswer } from '../../services/answers.ts';
import type { CheckIn } from '../../services/read-check-in.ts';
import { ACTIONS, encodeCheckIn } from '../ids.ts';
import { tickLists } from '../modals/pending-rows.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { compose } from './compose.ts';
import { outcomeParts } from './outcome.ts';
import { nameOf } from './pending.ts';
import { counted, formatCount, formatInstant, type Say } from './say.ts';

/** Who of those somebody waits for has accepted? The ticks are read from the message when a button is pressed. */
export function checkInView(asked: CheckIn, date: string): Reply {
  const { rows, zone } = asked;
  const { blocks } = compose(zone, (say) => [{ kind: 'lines', lines: opening(asked, say) }]);
  // Of what the boxes show, the text has the names and dates.
  const { text } = compose(zone, (say) => [
    { kind: 'lines', lines: [...opening(asked, say), ...rows.map((row) => rowLine(row, asked, say))] },
    { kind: 'context', line: meaning(asked) },
  ]);
  return {
    text,
    blocks: [
      ...blocks,
      ...tickLists({ ...asked, page: 0 }, { revision: 0, ticked: [] }),
      ...compose(zone, () => [
        { kind: 'context', line: meaning(asked) },
        { kind: 'buttons', buttons: buttons(asked, date) },
      ]).blocks,
    ],
  };
}

/** A press in a check-in that was answered before. */
export function alreadyCheckedView({ outcome }: AlreadyCheckedAnswer): Reply {
  return compose(outcome.standings[0].zone, (say) => [
    { kind: 'lines', lines: ['You answered this check-in already. Nothing more was recorded.'] },
    ...outcomeParts(outcome, say),
  ]);
}

/** *Not Now*: when the next one comes; null while they are off. */
export function notNowView({ next, zone }: { readonly next: number | null; readonly zone: string }): Reply {
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        next === null
          ? 'Nothing was recorded. You have turned check-ins off, so none comes.'
          : `Nothing was recorded. The next check-in comes ${say.when(next)}, if somebody has not answered by then.`,
        `To record somebody sooner, type ${say.code('/invites accepted')}.`,
      ],
    },
  ]);
}

/** What the buttons record besides: also of those whom there was no place for. */
function meaning({ rows, found, unnamed }: CheckIn): string {
  if (found === 0)
    return 'None Accepted records that you looked on LinkedIn: everybody you wait for counts as not accepted so far.';
  const rest = found > rows.length || unnamed > 0 ? ', also those not shown here' : '';
  return `Save Acceptances and None Accepted also record that you looked on LinkedIn: everybody you wait for and did not tick counts as not accepted so far${rest}.`;
}

function opening({ rows, found, unnamed }: CheckIn, say: Say): string[] {
  const rest = found - rows.length;
  const byNumber = `Record ${unnamed === 1 ? 'it' : 'them'} by number, like ${say.code(`/invites accepted ${Math.min(5, unnamed)}`)}`;
  if (found === 0)
    return [
      `${say.strong('LinkedIn told you who accepted.')} ${byNumber}.`,
      `Waiting for an answer: ${counted(unnamed, 'unnamed invite')}, sent 1 to 30 days ago.`,
    ];
  return [
    say.strong('LinkedIn told you who accepted. Tick them, or paste their names.'),
    `Waiting for an answer: ${formatCount(found)}, sent 1 to 30 days ago.${rest > 0 ? ` The newest ${rows.length} are here.` : ''}`,
    ...(unnamed > 0 ? [`Besides: ${counted(unnamed, 'unnamed invite')}. ${byNumber}.`] : []),
  ];
}

function rowLine(
  { person, accountName, sentAt }: CheckIn['rows'][number],
  { zone, several }: CheckIn,
  say: Say,
) {
  const account = several ? `, ${nameOf(accountName).toLowerCase()}` : '';
  return `• ${say.person(person)}${account}, sent ${formatInstant(sentAt, zone)}`;
}

/** *Paste Names* and *Open Whole List* open the same form, each at its own purpose. */
function buttons({ userId, rows, found }: CheckIn, date: string) {
  const value = encodeCheckIn({ userId, date });
  const none = button(ACTIONS.noneAccepted, 'None Accepted', value);
  const later = button(ACTIONS.notNow, 'Not Now', value);
  if (found === 0) return [none, later];
  const save = { ...button(ACTIONS.saveCheckIn, 'Save Acceptances', value), style: 'primary' } as const;
  const open = (which: string, text: string) => button(`${ACTIONS.openPending}:${which}`, text, 'accepted');
  return [
    save,
    none,
    later,
    open('paste', 'Paste Names'),
    ...(found > rows.length ? [open('list', 'Open Whole List')] : []),
  ];
}
