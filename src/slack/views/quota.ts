import type { Quota } from '../../services/read-quota.ts';
import type { SaidMeter } from '../../services/said.ts';
import type { Reply } from '../request.ts';
import { accountLabel, asWords } from './account.ts';
import { compose, type Part } from './compose.ts';
import { accountTypeNames, levelSentence, meterSentence } from './meters.ts';
import { formatCount, type Say } from './say.ts';

/** Each account's meters, the guide first, then what waits and what was sent. `teammate`: whose, if not the reader's. */
export function quotaView(quotas: readonly [Quota, ...Quota[]], teammate: string | null): Reply {
  const [first] = quotas;
  const isNamed = quotas.length > 1 || first.accountName !== '';
  return compose(first.zone, (say) => {
    const context = [typeSentence(first, isNamed, teammate, say), countingSentence(first)].flat().join(' ');
    return [
      ...(teammate === null ? [] : [{ kind: 'lines' as const, lines: [`${say.member(teammate)}:`] }]),
      ...quotas.map((quota): Part => {
        const heading = `${say.strong(accountLabel(quota.accountName))} (${accountTypeNames[quota.accountType]})`;
        const lines = quotaLines(quota, teammate === null, say);
        return { kind: 'lines', lines: [...(isNamed ? [heading] : []), ...lines] };
      }),
      ...(context === '' ? [] : [{ kind: 'context' as const, line: context }]),
    ];
  });
}

/** The type, where no heading says it, and how one's own is changed. */
function typeSentence(quota: Quota, isNamed: boolean, teammate: string | null, say: Say): string[] {
  const change = say.code('/invites account');
  if (isNamed) return teammate === null ? [`Change an account’s type with ${change}.`] : [];
  const type = `LinkedIn account: ${accountTypeNames[quota.accountType]}`;
  return [teammate === null ? `${type} (change it with ${change}).` : `${type}.`];
}

/** What the numbers count, under rules that count acceptances; a workspace's own may count what is sent. */
export function countingSentence({ meters }: Quota): string[] {
  const limits = meters.filter(({ limit }) => limit.resource === 'connection' && limit.effect === 'block');
  if (limits.length === 0 || limits.some(({ limit }) => limit.basis === 'sent')) return [];
  return [
    'Only accepted invitations count against the daily and monthly limits; the guide counts what is sent.',
  ];
}

function quotaLines(quota: Quota, isOwn: boolean, say: Say): string[] {
  const guides = quota.meters.filter((meter) => meter.limit.effect === 'warn');
  const limits = quota.meters.filter((meter) => meter.limit.effect === 'block');
  return [
    ...guides.map((meter) => meterLine(meter, say, true)),
    ...restrictionLines(quota, isOwn, say),
    ...limits.map((meter) => meterLine(meter, say, false)),
    `Pending: ${formatCount(quota.pending)}`,
    `Sent today: ${formatCount(quota.sentToday)} · Sent this month: ${formatCount(quota.sentThisMonth)}`,
  ];
}

/** That LinkedIn blocks the account, since when and until when. */
export function restrictionLines({ restriction, accountName }: Quota, isOwn: boolean, say: Say): string[] {
  if (restriction === null) return [];
  const blocked = `${say.warning} LinkedIn has blocked this account since ${say.when(restriction.since)}`;
  if (restriction.until !== null) return [`${blocked}, until ${say.when(restriction.until)}.`];
  const lift = isOwn ? ` When it is over, type ${say.code(`/invites lifted${asWords(accountName)}`)}.` : '';
  return [`${blocked}. No end is known.${lift}`];
}

/** `12 of 300 accepted today (resets …)`, and what it means where it is near. */
export function meterLine(meter: SaidMeter, say: Say, leads: boolean): string {
  const sentence = meterSentence(meter);
  const shown = leads ? say.strong(sentence) : sentence;
  const resets = meter.resetsAt === null ? '' : ` (resets ${say.when(meter.resetsAt)})`;
  if (meter.level === 'ok') return `${shown}${resets}`;
  // A calendar limit has said when it resets; a rolling one lets go of one send after the other.
  const again = meter.resetsAt === null ? meter.roomAgainAt : null;
  const room = again === null ? '' : ` Room again from ${say.when(again)}.`;
  return `${say.warning} ${shown}${resets}. ${levelSentence(meter)}${room}`;
}
