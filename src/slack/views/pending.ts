import type { PendingInvite, PendingList } from '../../services/list-pending.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { openButton } from './buttons.ts';
import { compose } from './compose.ts';
import { formatCount, type Say } from './say.ts';

const dayMs = 24 * 60 * 60 * 1000;
export const oldDays = 14;
export const staleDays = 30;

/** Who has not answered yet, oldest first, and what to do about it. */
export function pendingView(list: PendingList): Reply {
  const { accounts, oldest, now } = list;
  const total = accounts.reduce((sum, { named, unnamed }) => sum + named + unnamed, 0);
  if (total === 0) return nothingPending(list);
  const listed = accounts.reduce((sum, { named }) => sum + named, 0);
  const rest = listed - oldest.length;
  const several = accounts.length > 1;
  return compose(list.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(`Pending: ${formatCount(total)}`)}${rest > 0 ? `, the oldest ${oldest.length} here` : ''}`,
        ...(several
          ? accounts.map((one) => `${nameOf(one.accountName)}: ${formatCount(one.named + one.unnamed)}`)
          : []),
      ],
    },
    {
      kind: 'lines',
      lines: [
        ...oldest.map((invite) => inviteLine(invite, now, several, say)),
        ...(rest > 0 ? [`And ${formatCount(rest)} more, sent later.`] : []),
        ...accounts.flatMap((account) => unnamedLine(account, now, several, say)),
      ],
    },
    ...(oldest.some(({ sentAt }) => isOlder(sentAt, staleDays, now))
      ? [{ kind: 'lines' as const, lines: [withdrawing(list, say)] }]
      : []),
    {
      kind: 'context',
      line: `Somebody answered? ${say.code('/invites accepted @jane-doe')}, or ${say.code('declined')}, ${say.code('ignored')}, ${say.code('withdrawn')} in place of ${say.code('accepted')}.`,
    },
    { kind: 'buttons', buttons: listed > 0 ? [openButton(ACTIONS.openPending, 'Record Outcomes')] : [] },
  ]);
}

function nothingPending({ zone, accounts: [only, ...others] }: PendingList): Reply {
  const where = only && others.length === 0 && only.accountName !== '' ? ` as ${only.accountName}` : '';
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        `Nothing is pending${where}. Whoever you log stands here until you record the answer: ${say.code('/invites log https://www.linkedin.com/in/jane-doe')}, later ${say.code('/invites accepted @jane-doe')}.`,
      ],
    },
  ]);
}

function inviteLine(
  { person, accountName, sentAt }: PendingInvite,
  now: number,
  several: boolean,
  say: Say,
): string {
  const name = person ? say.person(person) : 'Somebody who was erased';
  const account = several ? `, ${nameOf(accountName).toLowerCase()}` : '';
  const line = `${name}, sent ${say.when(sentAt)} (${age(sentAt, now)})${account}`;
  if (isOlder(sentAt, staleDays, now)) return `${say.warning} ${line} – worth withdrawing`;
  return isOlder(sentAt, oldDays, now) ? `${line} – older than ${oldDays} days` : line;
}

function unnamedLine(
  { accountName, unnamed, oldestUnnamedAt }: PendingList['accounts'][number],
  now: number,
  several: boolean,
  say: Say,
): string[] {
  if (unnamed === 0 || oldestUnnamedAt === null) return [];
  const account = several ? `, ${nameOf(accountName).toLowerCase()}` : '';
  const since = `${unnamed === 1 ? 'sent' : 'the oldest sent'} ${say.when(oldestUnnamedAt)}`;
  return [`${formatCount(unnamed)} unnamed, ${since} (${age(oldestUnnamedAt, now)})${account}`];
}

/** Why, and what follows: LinkedIn's own wait is its own affair, the policy's is ours. */
function withdrawing({ afterWithdrawalDays }: PendingList, say: Say): string {
  const wait =
    afterWithdrawalDays > 0
      ? `You can invite the same person again ${afterWithdrawalDays} ${afterWithdrawalDays === 1 ? 'day' : 'days'} after that.`
      : 'No wait is set here before you invite the same person again, but LinkedIn itself can make you wait up to 3 weeks.';
  return `Older than ${staleDays} days is worth withdrawing: LinkedIn counts old pending invites against you. Withdraw it on LinkedIn, then record it: ${say.code('/invites withdrawn @jane-doe')}. ${wait}`;
}

/** `First account`, `As founder` */
export function nameOf(accountName: string): string {
  return accountName === '' ? 'First account' : `As ${accountName}`;
}

export function isOlder(sentAt: number, days: number, now: number): boolean {
  return now - sentAt > days * dayMs;
}

/** In days of 24 hours, as the rules count them. */
export function age(sentAt: number, now: number): string {
  const days = Math.max(0, Math.floor((now - sentAt) / dayMs));
  if (days === 0) return 'less than a day ago';
  return days === 1 ? '1 day ago' : `${formatCount(days)} days ago`;
}
