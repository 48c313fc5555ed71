import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { PendingPage } from '../../services/list-pending-page.ts';
import { ACTIONS } from '../ids.ts';
import { openButton } from '../views/buttons.ts';
import { compose } from '../views/compose.ts';
import { isOlder, oldDays, staleDays } from '../views/pending.ts';
import { counted, formatCount, type Say } from '../views/say.ts';
import { dateInput, radioInput, textInput } from './inputs.ts';
import { draftMetadata, mostSearched, type PendingDraft, pastedId } from './pending-draft.ts';
import { outcomes, waits } from './pending-outcomes.ts';
import { tickLists } from './pending-rows.ts';

/** The buttons in the form, by `action_id`. */
export const PENDING = {
  search: 'search',
  showTicked: 'show_ticked',
  showList: 'show_list',
  showPrevious: 'show_previous',
  showNext: 'show_next',
  tick: 'tick_pasted',
} as const;

/** What is said above the form about what was just done in it. */
export type Notice = (say: Say) => readonly string[];

/** Whom somebody waits for, to tick who answered, or whose invite they withdrew. */
export function pendingFormView(
  page: PendingPage,
  draft: PendingDraft,
  notice: Notice = () => [],
): ModalView {
  const shown = page.rows.map(({ inviteId }) => inviteId);
  return {
    type: 'modal',
    callback_id: 'pending',
    private_metadata: draftMetadata(draft, shown),
    title: plain('Record Outcomes'),
    submit: plain('Record Outcomes'),
    close: plain('Cancel'),
    blocks: [
      ...lines(page, notice),
      ...lines(page, (say) => summary(page, draft, say)),
      textInput({
        id: 'search',
        label: 'Find a name or address',
        hint: 'A part of it is enough. Empty it and search again to see all.',
        optional: true,
        tells: true,
        value: draft.search,
        max: mostSearched,
      }),
      buttons([
        // The field tells by the plain id when Enter is pressed in it.
        openButton(`${PENDING.search}:list`, 'Search List'),
        draft.shows === 'ticked'
          ? openButton(PENDING.showList, 'Show List')
          : openButton(PENDING.showTicked, 'Show Ticked'),
      ]),
      ...tickLists(page, draft),
      ...paging(page),
      ...context(page),
      textInput({
        id: pastedId(draft),
        label: 'People who accepted',
        hint: 'Paste names or LinkedIn addresses, one a line, then press Tick Them. The text is not kept.',
        optional: true,
        multiline: true,
        value: draft.pasted,
      }),
      buttons([openButton(PENDING.tick, 'Tick Them')]),
      radioInput({
        id: 'outcome',
        label: 'What happened',
        hint: `LinkedIn does not tell you who declined or ignored an invite: leave those waiting, or type /invites declined. ${waits(page)}`,
        choices: outcomes(page, draft),
        value: draft.outcome,
      }),
      dateInput({
        id: 'on',
        label: 'Date it happened',
        hint: 'Today if you leave it empty. Not before the invite was sent.',
        optional: true,
        value: draft.on,
      }),
    ],
  };
}

/** Nobody to tick: how people come to be in the list. */
export function nothingPendingView({ zone, unnamed }: Pick<PendingPage, 'zone' | 'unnamed'>): ModalView {
  const { blocks } = compose(zone, (say) => [
    {
      kind: 'lines',
      lines:
        unnamed > 0
          ? [
              `Nobody you logged by name waits for an answer. ${counted(unnamed, 'unnamed invite')} ${unnamed === 1 ? 'does' : 'do'}: record them by number, like ${say.code('/invites accepted 5')}.`,
            ]
          : ['Nothing is pending. Whoever you log stands here until you record the answer.'],
    },
    { kind: 'buttons', buttons: [{ ...openButton(ACTIONS.openLog, 'Log Invites'), style: 'primary' }] },
  ]);
  return {
    type: 'modal',
    callback_id: 'pending',
    title: plain('Record Outcomes'),
    close: plain('Close'),
    blocks,
  };
}

function summary(
  { named, found, unnamed, pages, page }: PendingPage,
  draft: PendingDraft,
  say: Say,
): string[] {
  const ticked = draft.ticked.length;
  const which = pages > 1 ? `, page ${page + 1} of ${formatCount(pages)}` : '';
  const head =
    draft.shows === 'ticked'
      ? `${say.strong(`Ticked: ${formatCount(ticked)}`)}${which}`
      : draft.search === ''
        ? `${say.strong(`Pending: ${formatCount(named)}`)}, oldest first${which}. Ticked: ${formatCount(ticked)}`
        : `${say.strong(`Found: ${formatCount(found)} of ${formatCount(named)}`)}, oldest first${which}. Ticked: ${formatCount(ticked)}`;
  return [
    head,
    ...(named === 0 ? ['Nobody you logged by name waits for an answer any more.'] : []),
    ...(named > 0 && found === 0 && draft.shows === 'found'
      ? ['Nobody fits. Try a part of the name, or the LinkedIn address.']
      : []),
    ...(found === 0 && draft.shows === 'ticked' ? ['Nobody is ticked yet.'] : []),
    ...(unnamed > 0
      ? [
          `Not listed: ${counted(unnamed, 'unnamed invite')}. Record them by number: ${say.code('/invites accepted 5')}`,
        ]
      : []),
  ];
}

function paging({ page, pages }: PendingPage): ActionsBlock[] {
  const both = [
    ...(page > 0 ? [openButton(PENDING.showPrevious, 'Show Previous Page')] : []),
    ...(page + 1 < pages ? [openButton(PENDING.showNext, 'Show Next Page')] : []),
  ];
  return both.length > 0 ? [buttons(both)] : [];
}

/** Why old ones are marked. */
function context(page: PendingPage): KnownBlock[] {
  const oldest = Math.min(...page.rows.map(({ sentAt }) => sentAt));
  if (!isOlder(oldest, oldDays, page.now)) return [];
  const line = `Nearly all who accept do so within ${oldDays} days. Older than ${staleDays} days is worth withdrawing: LinkedIn counts old pending invites against you. Withdraw on LinkedIn first, then record it here.`;
  return compose(page.zone, () => [{ kind: 'context', line }]).blocks;
}

function lines({ zone }: PendingPage, write: Notice): KnownBlock[] {
  return compose(zone, (say) => [{ kind: 'lines', lines: write(say) }]).blocks;
}

function buttons(elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements };
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
