import type { AccountType } from '../../limits/policy.ts';
import type { SaidMeter } from '../../services/said.ts';
import { formatCount, type Say } from './say.ts';

export const accountTypeNames: Readonly<Record<AccountType, string>> = {
  free: 'Free',
  business_plus: 'Business Plus',
  sales_navigator: 'Sales Navigator',
};

/** `12 of 300`, and `65 of about 100` for a guide. */
export function share(meter: SaidMeter): string {
  const about = meter.limit.effect === 'warn' ? 'about ' : '';
  return `${formatCount(meter.used)} of ${about}${formatCount(meter.cap)}`;
}

/** `12 of 300 accepted today` */
export function meterSentence(meter: SaidMeter): string {
  return `${share(meter)} ${noun(meter.limit)} ${windowWords(meter.limit)}`;
}

/** `Accepted today: 12 of 300` */
export function meterLabel(meter: SaidMeter): string {
  const words = `${noun(meter.limit)} ${windowWords(meter.limit)}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${share(meter)}`;
}

/** The guide of practitioners (limits.md, "The article policy") is about a week; other guides are a workspace's own. */
const weekHours = 168;

/** What stands behind the numbers of a meter that is not `ok`. */
export function levelSentence(meter: SaidMeter): string {
  if (meter.limit.effect === 'warn') {
    const { window } = meter.limit;
    return window.kind === 'rolling' && window.hours === weekHours
      ? 'LinkedIn publishes no limit; teams report being stopped near 100.'
      : 'It only advises: this workspace chose it.';
  }
  switch (meter.level) {
    case 'ok':
      return '';
    case 'nearing':
      return 'The limit is near.';
    case 'critical':
      return 'The limit is very near.';
    case 'reached':
      return 'The limit is reached.';
  }
}

/** A warning about a meter that is near its limit or at it, and when it begins anew. `whose` names one of several accounts. */
export function meterWarning(meter: SaidMeter, say: Say, whose = ''): string {
  const resets = meter.resetsAt === null ? '' : ` It resets ${say.when(meter.resetsAt)}.`;
  return `${say.warning} ${whose}${meterSentence(meter)}. ${levelSentence(meter)}${resets}`;
}

function noun(limit: SaidMeter['limit']): string {
  if (limit.resource === 'page') return limit.basis === 'sent' ? 'PageInvites sent' : 'PageInvites accepted';
  return limit.basis;
}

export function windowWords({ window }: SaidMeter['limit']): string {
  if (window.kind === 'calendar')
    return { day: 'today', week: 'this week', month: 'this month' }[window.unit];
  return window.hours % 24 === 0 ? `in ${window.hours / 24} days` : `in ${window.hours} hours`;
}
