import type { InputBlock, Option } from '@slack/types';
import { labelOf } from '../../linkedin/person.ts';
import { type ListedInvite, type PendingPage, pageSize } from '../../services/list-pending-page.ts';
import { CAPS } from '../caps.ts';
import { labelled } from '../views/choice.ts';
import { age, isOlder, nameOf, oldDays, staleDays } from '../views/pending.ts';
import { formatCount, formatInstant } from '../views/say.ts';
import { type PendingDraft, ticksId } from './pending-draft.ts';

/** What is listed, in a form or in a message. */
export type ListedPage = Pick<PendingPage, 'rows' | 'page' | 'found' | 'several' | 'zone' | 'now'>;

/** Slack takes so many in one list; ticks of other pages are kept beside the form. */
export function tickLists(page: ListedPage, draft: Pick<PendingDraft, 'revision' | 'ticked'>): InputBlock[] {
  const lists = Math.ceil(page.rows.length / CAPS.checkboxOptions);
  return Array.from({ length: lists }, (_, list) => {
    const start = list * CAPS.checkboxOptions;
    const rows = page.rows.slice(start, start + CAPS.checkboxOptions);
    const before = page.page * pageSize + start;
    const options = rows.map((row) => [row, option(row, page)] as const);
    const initial = options.flatMap(([{ inviteId }, one]) => (draft.ticked.includes(inviteId) ? one : []));
    const id = ticksId(draft, list);
    const last = before + rows.length;
    return {
      type: 'input',
      block_id: id,
      optional: true,
      label: plain(
        `${last - before === 1 ? last : `${before + 1} to ${last}`} of ${formatCount(page.found)}, waiting for an answer`,
      ),
      element: {
        type: 'checkboxes',
        action_id: id,
        options: options.map(([, one]) => one),
        ...(initial.length > 0 && { initial_options: initial }),
      },
    };
  });
}

function option(invite: ListedInvite, { rows, several, zone, now }: ListedPage): Option {
  const { inviteId, person, accountName, sentAt } = invite;
  const account = several ? ` · ${cut(nameOf(accountName).toLowerCase(), mostOfAnAccount)}` : '';
  const twins = rows.some((other) => other !== invite && labelOf(other.person) === labelOf(person));
  const mark = isOlder(sentAt, staleDays, now)
    ? ', worth withdrawing'
    : isOlder(sentAt, oldDays, now)
      ? `, older than ${oldDays} days`
      : '';
  const rest = {
    value: String(inviteId),
    description: plain(`Sent ${formatInstant(sentAt, zone)} (${age(sentAt, now)})${mark}`),
  };
  // Only formatted text shows a member's name for their id.
  if (person.key.startsWith('slack:'))
    return { ...rest, text: { type: 'mrkdwn', text: `<@${person.key.slice('slack:'.length)}>${account}` } };
  return { ...rest, text: plain(`${labelled(person, twins, CAPS.optionText - account.length)}${account}`) };
}

const mostOfAnAccount = 30;

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
