import type { UndoAnswer, UndoneItem } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose, type Part } from './compose.ts';
import { standingLine } from './log.ts';
import { accountTypeNames } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** What was taken back, one line each; or why it was not. */
export function undoView({ items, refusal, standing, zone }: UndoAnswer): Reply {
  return compose(zone, (say): Part[] => {
    if (refusal) {
      const { item, later } = refusal;
      const first = item.person ? `/invites undo ${example(item)}` : '/invites undo';
      return [
        {
          kind: 'lines',
          lines: [
            `Not undone: ${laterSentence(item, later.kind, say)} ${say.when(later.at)}, after that. Undo that first: ${say.code(first)}`,
          ],
        },
      ];
    }
    const lines = [...counted(items, say)];
    return [{ kind: 'lines', lines: [...lines, ...(standing ? [standingLine(standing)] : [])] }];
  });
}

/** How the person can be typed again. */
function example({ person }: UndoneItem): string {
  if (!person) return '';
  const id = person.key.slice(person.key.indexOf(':') + 1);
  return person.key.startsWith('in:') || person.key.startsWith('member:')
    ? `@${id}`
    : `"${person.name ?? id}"`;
}

/** Unnamed ones are one line together. */
function counted(items: readonly UndoneItem[], say: Say): string[] {
  const lines: string[] = [];
  const unnamed = new Map<string, UndoneItem>();
  for (const item of items) {
    const isUnnamed = item.person === null && item.kind in outcomeWords;
    if (!isUnnamed) lines.push(`Undone: ${sentence(item, say)}`);
    else unnamed.set(item.kind, { ...item, quantity: (unnamed.get(item.kind)?.quantity ?? 0) + 1 });
  }
  for (const item of unnamed.values()) lines.push(`Undone: ${sentence(item, say)}`);
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

function sentence(item: UndoneItem, say: Say): string {
  const { kind, person, other, quantity, at } = item;
  const account = item.accountName === '' ? 'your account' : `the account ${item.accountName}`;
  const invites = quantity === 1 ? '1 unnamed invite' : `${formatCount(quantity)} unnamed invites`;
  if (isOutcome(kind)) {
    const subject = person ? `the invite to ${say.person(person)}` : invites;
    const verb = person || quantity === 1 ? 'is' : 'are';
    if (kind === 'sent') return `${subject}, sent ${say.when(at)}, ${verb} not logged any more.`;
    return `${subject} ${verb} not marked as ${outcomeWords[kind]} any more.`;
  }
  switch (kind) {
    case 'page_sent':
      return `${formatCount(quantity)} ${quantity === 1 ? 'PageInvite is' : 'PageInvites are'} not logged any more.`;
    case 'counter_set':
      return `LinkedIn’s counter (${formatCount(item.left ?? 0)} left) does not count any more.`;
    case 'restricted':
      return `the restriction entered ${say.when(at)} is taken back.`;
    case 'lifted':
      return `the end of the restriction is taken back: LinkedIn still blocks ${account}.`;
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
    case 'expired':
      return `${name} was marked as ${later}`;
    case 'counter_set':
      return 'LinkedIn’s counter was entered again';
    case 'restricted':
      return 'a restriction was entered';
    case 'lifted':
      return 'a restriction was ended';
    case 'account_changed':
      return 'the account type was changed';
    default:
      return `something was recorded for the account ${item.accountName}`;
  }
}
