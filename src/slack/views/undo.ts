import type { UndoAnswer, UndoneItem } from '../../services/answers.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { standingLine } from './log.ts';
import { accountTypeNames, meterLabel } from './meters.ts';
import { capitalised, counted, formatCount, type Say } from './say.ts';

/** What was taken back, one line each; or why it was not, with a button for what must be taken back first. */
export function undoView(answer: UndoAnswer): Reply {
  return compose(answer.zone, (say): Part[] => {
    if (answer.refusal) return refused(answer.refusal, say);
    return [{ kind: 'lines', lines: [...undone(answer, say), ...moved(answer, say)] }];
  });
}

function refused({ item, later }: NonNullable<UndoAnswer['refusal']>, say: Say): Part[] {
  const { requestId, ordinal, kind, at, by, isMine } = later;
  const next = isMine
    ? 'Undo that first, then this again.'
    : `Only ${say.member(by)}, who recorded that, can undo it.`;
  const line = `Not undone: ${laterSentence(item, kind, say)} ${say.when(at)}, after that. ${next}`;
  const value = encodeRequestPart({ requestId, ordinal: ordinal + 1 });
  const first = button(ACTIONS.undoEntry, 'Undo That First', value);
  return [
    { kind: 'lines', lines: [line] },
    { kind: 'buttons', buttons: isMine && isUndoable(kind) ? [first] : [] },
  ];
}

function isUndoable(kind: string): boolean {
  return kind !== 'do_not_contact';
}

/** Where the account stands; whose it is, if not the first one of who undoes. */
function moved({ standing, items, by }: UndoAnswer, say: Say): string[] {
  if (!standing) return [];
  const owner = items.find((item) => item.accountName === standing.accountName)?.owner ?? by;
  const whose = [
    ...(standing.accountName === '' ? [] : [`as ${standing.accountName}`]),
    ...(owner === by ? [] : [`for ${say.member(owner)}`]),
  ].join(', ');
  const line = items.every(({ kind }) => kind === 'page_sent')
    ? standing.meters.map(meterLabel).join(' · ')
    : standingLine(standing);
  return [whose === '' ? line : `${capitalised(whose)}: ${line}`];
}

/** Unnamed ones are one line together. */
function undone({ items, standing }: UndoAnswer, say: Say): string[] {
  const lines: string[] = [];
  const unnamed = new Map<string, UndoneItem>();
  for (const item of items) {
    const isUnnamed = item.person === null && item.kind in outcomeWords;
    if (!isUnnamed) lines.push(`Undone: ${sentence(item, standing, say)}`);
    else unnamed.set(item.kind, { ...item, quantity: (unnamed.get(item.kind)?.quantity ?? 0) + 1 });
  }
  for (const item of unnamed.values()) lines.push(`Undone: ${sentence(item, standing, say)}`);
  return lines;
}

const outcomeWords = {
  sent: 'sent',
  accepted: 'accepted',
  declined: 'declined',
  ignored: 'ignored',
  withdrawn: 'withdrawn',
} as const;

function isOutcome(kind: UndoneItem['kind']): kind is keyof typeof outcomeWords {
  return kind in outcomeWords;
}

function sentence(item: UndoneItem, standing: UndoAnswer['standing'], say: Say): string {
  const { kind, person, other, quantity, at } = item;
  const account = item.accountName === '' ? 'your account' : `the account ${item.accountName}`;
  if (isOutcome(kind)) {
    const subject = person ? `the invite to ${say.person(person)}` : counted(quantity, 'unnamed invite');
    const verb = person || quantity === 1 ? 'is' : 'are';
    if (kind === 'sent') return `${subject}, sent ${say.when(at)}, ${verb} not logged any more.`;
    return `${subject} ${verb} not marked as ${outcomeWords[kind]} any more.`;
  }
  switch (kind) {
    case 'checked':
      return `that you looked who accepted${item.accountName === '' ? '' : ` as ${item.accountName}`} does not count any more.`;
    case 'page_sent':
      return `${counted(quantity, 'PageInvite')} ${quantity === 1 ? 'is' : 'are'} not logged any more.`;
    case 'counter_set':
      return `LinkedIn’s counter (${formatCount(item.left ?? 0)} left) does not count any more.`;
    case 'restricted':
      return `what was entered ${say.when(at)} about a restriction is taken back. ${blocked(account, standing, say)}`;
    case 'lifted':
      return `the end of the restriction is taken back. ${blocked(account, standing, say)}`;
    case 'account_added':
      return `there is no account ${item.accountName} any more.`;
    case 'account_changed':
      return `${account} is ${typeName(item.from)} again.`;
    case 'joined':
      return person && other
        ? `${say.person(person)} and ${say.person(other)} are two people again.`
        : 'two people who were joined are two again.';
  }
}

/** Whether LinkedIn blocks the account now, as far as is recorded. */
function blocked(account: string, standing: UndoAnswer['standing'], say: Say): string {
  const restriction = standing?.restriction;
  if (!restriction) return `LinkedIn does not block ${account} now.`;
  const end = restriction.until === null ? 'no end is known' : `until ${say.when(restriction.until)}`;
  return `LinkedIn still blocks ${account}: ${end}.`;
}

function typeName(type: string | null): string {
  const known = Object.entries(accountTypeNames).find(([name]) => name === type);
  return known?.[1] ?? 'what it was';
}

/** What was built on it, up to its date. */
function laterSentence(item: UndoneItem, later: string, say: Say): string {
  const name = item.person ? say.person(item.person) : 'that invite';
  switch (later) {
    case 'accepted':
      return `${name} was marked as accepted`;
    case 'declined':
    case 'ignored':
    case 'withdrawn':
      return `${name} was marked as ${later}`;
    case 'counter_set':
      return 'LinkedIn’s counter was entered again';
    case 'restricted':
      return 'a restriction was entered';
    case 'lifted':
      return 'a restriction was ended';
    case 'account_changed':
      return 'the account type was changed';
    case 'do_not_contact':
      return 'one of the two went on the do-not-contact list';
    default:
      return `something was recorded for the account ${item.accountName}`;
  }
}
