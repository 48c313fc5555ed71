import type { PendingPage } from '../../services/list-pending-page.ts';
import { formatCount } from '../views/say.ts';
import type { Choice } from './inputs.ts';
import type { PendingDraft } from './pending-draft.ts';

/** What may have happened. What withdrawing means is said where it is chosen. */
export function outcomes({ afterWithdrawalDays }: PendingPage, { extra }: PendingDraft): readonly Choice[] {
  const wait =
    afterWithdrawalDays > 0
      ? `Wait ${days(afterWithdrawalDays)} before you invite them again`
      : 'Adds no wait here; LinkedIn can make you wait up to 3 weeks';
  return [
    { value: 'accepted', text: 'Accepted', description: 'They are a connection now' },
    { value: 'withdrawn', text: 'Withdrawn', description: wait },
    ...(extra === 'declined'
      ? [{ value: 'declined', text: 'Declined', description: 'They told you so' }]
      : []),
    ...(extra === 'ignored'
      ? [{ value: 'ignored', text: 'Ignored', description: 'You expect no answer any more' }]
      : []),
    { value: 'waiting', text: 'Still Waiting', description: 'Nothing is recorded: they stay in the list' },
  ];
}

/** What withdrawing means for the next invite, said before it is recorded. */
export function waits({ afterWithdrawalDays, samePersonHours }: PendingPage): string {
  const linkedIn = 'LinkedIn itself can make you wait up to 3 weeks.';
  if (afterWithdrawalDays > 0)
    return `After you withdraw, you can invite the same person again ${days(afterWithdrawalDays)} later. ${linkedIn}`;
  return `Withdrawing adds no wait here: you can invite the same person again ${span(samePersonHours)} after the send. ${linkedIn}`;
}

function span(hours: number): string {
  return hours % 24 === 0 ? days(hours / 24) : `${formatCount(hours)} hours`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${formatCount(count)} days`;
}
