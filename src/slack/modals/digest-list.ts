import type { ModalView } from '@slack/types';
import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { type Everyone, readEveryone } from '../../services/read-everyone.ts';
import { nearLine, pausedLine, roomLine } from '../home/team.ts';
import { ACTIONS } from '../ids.ts';
import type { Answered } from '../request.ts';
import { button } from '../views/buttons.ts';
import { compose } from '../views/compose.ts';
import { counted, escapeText, formatCount, formatInstant, type Say } from '../views/say.ts';
import type { Form } from './form.ts';
import { plain } from './settings-parts.ts';

const callbackId = 'digest_list';
/** Lines a page: a modal is looked through, not read. */
export const pageRows = 50;

/** *Show Everyone* of a digest: the value is the number of the team, and in the modal the first line behind it. */
export async function openDigestList(ledger: Ledger, call: Call, value: string): Promise<Answered> {
  const { team, from } = decode(value);
  return { kind: 'open', view: digestListModal(await readEveryone(ledger, call, team), from) };
}

export const digestListForm: Form = {
  callbackId,
  presses: {
    async [ACTIONS.digestPage]({ ledger, call, press }) {
      const { team, from } = decode(press.value);
      return { kind: 'update', view: digestListModal(await readEveryone(ledger, call, team), from) };
    },
  },
};

/** Everybody of a team: who is near a limit first, then who has room, those with the most first, then who sends nothing now. */
export function digestListModal(
  { team, name, zone, near, room, resting }: Everyone,
  from: number,
): ModalView {
  const lines = [
    ...near.map((one) => (say: Say) => nearLine(one, say)),
    ...room.map((one) => (say: Say) => roomLine(one, say)),
    ...restingLines(resting, zone),
  ];
  const lastPage = Math.max(0, Math.ceil(lines.length / pageRows) - 1) * pageRows;
  const start = Math.min(Math.floor(from / pageRows) * pageRows, lastPage);
  const shown = lines.slice(start, start + pageRows);
  const left = Math.min(pageRows, lines.length - start - shown.length);
  const page = (text: string, which: string, first: number) =>
    button(`${ACTIONS.digestPage}:${which}`, text, `${team}.${first}`);
  const { blocks } = compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(escapeText(name))}: ${counted(near.length, 'account')} near or at a limit, ${formatCount(room.length)} with room${restingCounts(resting)}`,
        ...(lines.length > shown.length
          ? [
              `${formatCount(start + 1)} to ${formatCount(start + shown.length)} of ${formatCount(lines.length)}`,
            ]
          : []),
        ...(lines.length === 0 ? ['There is nobody to show.'] : []),
      ],
    },
    { kind: 'lines', lines: shown.map((line) => line(say)) },
    {
      kind: 'buttons',
      buttons: [
        ...(start > 0 ? [page(`Previous ${pageRows}`, 'back', start - pageRows)] : []),
        ...(left > 0 ? [page(`Next ${left}`, 'next', start + pageRows)] : []),
      ],
    },
    ...(resting.isTold || resting.accounts.length === 0
      ? []
      : [
          {
            kind: 'context' as const,
            line: 'Not sending now: away, or paused by LinkedIn. Managers alone see which of the two.',
          },
        ]),
  ]);
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain('Everyone in the team'),
    close: plain('Close'),
    blocks,
  };
}

/** Only its reader sees this list, so its dates are all written alike, in their zone. */
function restingLines(resting: Everyone['resting'], zone: string): ((say: Say) => string)[] {
  if (!resting.isTold)
    return resting.accounts.map(
      ({ owner, accountName }) =>
        (say) =>
          `${say.member(owner)}${accountName === '' ? '' : ` as ${accountName}`}: not sending now`,
    );
  const when = (at: number) => formatInstant(at, zone);
  return [
    ...resting.away.map((one) => (say: Say) => roomLine(one, say)),
    ...resting.paused.map((one) => (say: Say) => pausedLine(one, { ...say, when })),
  ];
}

function restingCounts(resting: Everyone['resting']): string {
  const counts: readonly (readonly [number, string])[] = resting.isTold
    ? [
        [resting.away.length, 'away'],
        [resting.paused.length, 'paused by LinkedIn'],
      ]
    : [[resting.accounts.length, 'not sending now']];
  return counts.map(([count, what]) => (count === 0 ? '' : `, ${formatCount(count)} ${what}`)).join('');
}

/** Throws InputError for a value that no button of this version carries. */
function decode(value: string): { readonly team: number; readonly from: number } {
  const [, team, from = '0'] = /^([1-9]\d{0,8})(?:\.(\d{1,6}))?$/.exec(value) ?? [];
  if (team === undefined) throw new InputError('This button is out of date. The next digest has a new one.');
  return { team: Number(team), from: Number(from) };
}
