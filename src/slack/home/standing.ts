import type { KnownBlock } from '@slack/types';
import type { Home } from '../../services/read-home.ts';
import type { Quota } from '../../services/read-quota.ts';
import type { SaidMeter } from '../../services/said.ts';
import { accountLabel } from '../views/account.ts';
import { compose, type Part } from '../views/compose.ts';
import { accountTypeNames } from '../views/meters.ts';
import { countingSentence, meterLine, restrictionLines } from '../views/quota.ts';
import { formatCount, type Say } from '../views/say.ts';

/** Where the reader stands: of each account the guide and the month first; then what waits for an answer. */
export function standing(home: Home): KnownBlock[] {
  const { quotas, zone } = home;
  const [first, ...others] = quotas;
  const isNamed = others.length > 0;
  const context = [
    ...(isNamed ? [] : [`LinkedIn account: ${accountTypeNames[first.accountType]}.`]),
    ...countingSentence(first),
  ].join(' ');
  return compose(zone, (say) => [
    ...quotas.map((quota): Part => {
      const heading = `${say.strong(accountLabel(quota.accountName))} (${accountTypeNames[quota.accountType]})`;
      return { kind: 'lines', lines: [...(isNamed ? [heading] : []), ...quotaLines(quota, say)] };
    }),
    { kind: 'lines', lines: [pendingLine(home, say)] },
    ...(context === '' ? [] : [{ kind: 'context' as const, line: context }]),
  ]).blocks;
}

function quotaLines(quota: Quota, say: Say): string[] {
  const { meters } = quota;
  const guides = meters.filter(({ limit }) => limit.effect === 'warn');
  const months = meters.filter((meter) => isMonth(meter));
  const others = meters.filter((meter) => !guides.includes(meter) && !months.includes(meter));
  return [
    ...guides.map((meter) => meterLine(meter, say, true)),
    ...restrictionLines(quota, false, say),
    ...months.map((meter) => monthLine(meter, say)),
    ...others.map((meter) => meterLine(meter, say, false)),
    `Sent today: ${formatCount(quota.sentToday)} · Sent this month: ${formatCount(quota.sentThisMonth)}`,
  ];
}

/** What LinkedIn's own counter shows: what is left of the month. */
function isMonth({ limit: { resource, basis, window, effect } }: SaidMeter): boolean {
  const isMonthly = window.kind === 'calendar' && window.unit === 'month';
  return effect === 'block' && resource === 'connection' && basis === 'accepted' && isMonthly;
}

function monthLine(meter: SaidMeter, say: Say): string {
  return `${say.strong(`${formatCount(meter.remaining)} left this month`)}: ${meterLine(meter, say, false)}`;
}

function pendingLine({ pending, last }: Home, say: Say): string {
  const { total, oldestAt, old } = pending;
  if (total === 0 || oldestAt === null) {
    return last.length === 0
      ? `Pending: 0. Begin with the invitations you sent on LinkedIn today: ${say.strong('Log Invites')} below, or ${say.code('/invites log https://www.linkedin.com/in/jane-doe')} in any channel.`
      : 'Pending: 0. Whoever you log waits here until you record the answer.';
  }
  const oldest = `${total === 1 ? 'sent' : 'the oldest sent'} ${say.when(oldestAt)}`;
  const worth =
    old === 0
      ? ''
      : ` ${say.warning} ${formatCount(old)} older than 30 days ${old === 1 ? 'is' : 'are'} worth withdrawing: LinkedIn counts old pending invites against you.`;
  return `Pending: ${formatCount(total)}, ${oldest}.${worth}`;
}
