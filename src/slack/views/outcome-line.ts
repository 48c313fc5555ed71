import type {
  OpenOutcome,
  OutcomeAnswer,
  OutcomeItem,
  RecordedOutcome,
  RefusedOutcome,
  ToldOutcome,
  UnnamedOutcome,
} from '../../services/answers.ts';
import { asWords } from './account.ts';
import { counted, formatCount, type Say } from './say.ts';

/** What became of one person, or of unnamed ones, in a sentence or two. */
export function outcomeLine(
  item: Exclude<OutcomeItem, OpenOutcome>,
  answer: OutcomeAnswer,
  say: Say,
): string {
  if (item.person === null) return unnamedLine(item, answer, say);
  return item.recorded ? recordedLine(item, answer, say) : refusedLine(item, answer, say);
}

function recordedLine(item: RecordedOutcome, { outcome, toldAt }: OutcomeAnswer, say: Say): string {
  const name = say.person(item.person);
  const when = item.at < toldAt ? ` ${say.when(item.at)}` : '';
  const sent = `(sent ${say.when(item.sentAt)}${asAccount(item.accountName)})`;
  return `Recorded: ${sentence[outcome](name)}${when} ${sent}.${again(item, say)}`;
}

const sentence: Readonly<Record<ToldOutcome, (name: string) => string>> = {
  accepted: (name) => `${name} accepted`,
  declined: (name) => `${name} declined your invite`,
  ignored: (name) => `${name} ignored your invite`,
  withdrawn: (name) => `you withdrew your invite to ${name}`,
};

/** From when somebody can be invited again after a withdrawal. */
function again({ again: next }: RecordedOutcome, say: Say): string {
  if (next === null) return '';
  if (next.from === null) return ' You can invite them again now: withdrawing adds no wait.';
  const from = ` You can invite them again from ${say.when(next.from)}`;
  if (next.waitDays === null) return `${from}: withdrawing adds no wait.`;
  return `${from}, ${next.waitDays === 1 ? '1 day' : `${next.waitDays} days`} after withdrawing.`;
}

function refusedLine({ person, invite }: RefusedOutcome, { as }: OutcomeAnswer, say: Say): string {
  const name = say.person(person);
  if (invite === null) {
    const none = person.key.startsWith('name:')
      ? `none of your invites fits ${name}`
      : `you have not logged an invite to ${name}`;
    return `Not recorded: ${none}${asAccount(as ?? '', ' ')}. Log it first: ${say.code('/invites log')} and the LinkedIn address.`;
  }
  const { sentAt, stateAt, state, tooEarly } = invite;
  const account = asAccount(invite.accountName);
  if (tooEarly) {
    const since = state === 'ignored' ? `was ignored ${say.when(stateAt)}` : `was sent ${say.when(sentAt)}`;
    return `Not recorded: your invite to ${name} ${since}${account}, after that. Give a later time, or none for now.`;
  }
  const at = `${say.when(stateAt)}${account}`;
  switch (state) {
    case 'accepted':
      return `Not recorded: ${name} has accepted already, ${at}.`;
    case 'declined':
      return `Not recorded: ${name} has declined your invite already, ${at}.`;
    case 'ignored':
      return `Not recorded: ${name} has ignored your invite, ${at}.`;
    case 'withdrawn':
      return `Not recorded: you have withdrawn your invite to ${name} already, ${at}.`;
    case 'expired':
      return `Not recorded: your invite to ${name} has expired, ${at}.`;
    case 'pending':
      throw new Error('a pending invite allows every outcome');
  }
}

function unnamedLine(item: UnnamedOutcome, { outcome, toldAt, as }: OutcomeAnswer, say: Say): string {
  if (item.recorded) {
    const when = item.at < toldAt ? ` ${say.when(item.at)}` : '';
    return `Recorded: ${counted(item.quantity, 'unnamed invite')} ${outcome}${when}${asAccount(item.accountName)}.`;
  }
  const { quantity, pending, at } = item;
  const account = asAccount(as ?? '', ' ');
  const next =
    pending === 0
      ? `See who is: ${say.code(`/invites pending${asWords(as ?? '')}`)}`
      : `Give a smaller number, like ${say.code(`/invites ${outcome} ${pending}${asWords(as ?? '')}`)}`;
  const verb = at === null ? (pending === 1 ? 'is' : 'are') : pending === 1 ? 'was' : 'were';
  const then = at === null ? '' : ` ${say.when(at)}`;
  const found = pending === 0 ? 'no unnamed invites' : counted(pending, 'unnamed invite');
  return `Nothing was recorded: you cannot mark ${formatCount(quantity)}, for ${found} ${verb} pending${account}${then}. ${next}`;
}

function asAccount(name: string, before = ', '): string {
  return name === '' ? '' : `${before}as ${name}`;
}
