import { type AccountType, accountTypes, type Limit, type Policy } from '../../limits/policy.ts';
import {
  type LimitNature,
  type PolicyDifference,
  policyDifferences,
  type SingleRule,
} from '../../limits/policy-differences.ts';
import { accountTypeNames } from './meters.ts';
import { counted, formatCount } from './say.ts';

/** What one policy has otherwise than another, a sentence each, without its full stop; empty if nothing. */
export function policyChanges(before: Policy, after: Policy): string[] {
  return policyDifferences(before, after).map(saidDifference);
}

/** `Accepted a day, Free: 300 → 250` */
export function saidDifference(difference: PolicyDifference): string {
  switch (difference.kind) {
    case 'preset':
      return `Starting point: ${presetName(difference.from)} → ${presetName(difference.to)}`;
    case 'limit_added':
      return `New: ${limitName(difference.limit)}: ${capsInWords(difference.cap)} (${effectWords[difference.limit.effect]})`;
    case 'limit_gone':
      return `No longer there: ${limitName(difference.limit)}`;
    case 'cap':
      return `${limitName(difference.limit)}${ofTypes(difference.types)}: ${formatCount(difference.from)} → ${formatCount(difference.to)}`;
    case 'effect':
      return `${limitName(difference.limit)}: ${effectWords[difference.from]} → ${effectWords[difference.to]}`;
    case 'share':
      return `${difference.level === 'nearing' ? 'Near' : 'Very near'} a limit from: ${difference.from} % → ${difference.to} %`;
    case 'rule':
      return `${ruleNames[difference.rule]}: ${ruleValue(difference.rule, difference.from)} → ${ruleValue(difference.rule, difference.to)}`;
    case 'rule_by_type': {
      const name = difference.rule === 'noteChars' ? 'Characters of a note' : 'Notes a month';
      return `${name}${ofTypes(difference.types)}: ${countOrAny(difference.from)} → ${countOrAny(difference.to)}`;
    }
  }
}

export const presetNamesInWords: Readonly<Record<Policy['preset'], string>> = {
  article: 'Article',
  observed: 'Observed',
};

export const ruleNames: Readonly<Record<SingleRule, string>> = {
  exceptions: 'Marked exceptions',
  samePersonHours: 'Same person again',
  afterWithdrawalDays: 'Again after withdrawing',
  pendingSoft: 'Pending invites are too many from',
  expireDays: 'A pending invite expires',
  overlap: 'A person a teammate has invited',
};

/** `Accepted a day`, `Sent in 7 days`, `PageInvites sent a month`: a limit without its numbers. */
export function limitName({ resource, basis, window, effect }: LimitNature): string {
  const noun = resource === 'page' ? `PageInvites ${basis}` : basis === 'sent' ? 'Sent' : 'Accepted';
  const isGuide = resource === 'connection' && effect === 'warn' ? ' (guide)' : '';
  return `${noun} ${windowName(window)}${isGuide}`;
}

function windowName(window: Limit['window']): string {
  if (window.kind === 'calendar') return `a ${window.unit}`;
  return window.hours % 24 === 0
    ? `in ${counted(window.hours / 24, 'day')}`
    : `in ${counted(window.hours, 'hour')}`;
}

/** `300 (Free), 500 (Business Plus), 500 (Sales Navigator)`, or one number where all are the same. */
export function capsInWords(cap: Limit['cap']): string {
  const { free } = cap;
  if (accountTypes.every((type) => cap[type] === free)) return formatCount(free);
  return accountTypes.map((type) => `${formatCount(cap[type])} (${accountTypeNames[type]})`).join(', ');
}

const effectWords = { block: 'refuses a send', warn: 'only advises' } as const;

function ofTypes(types: readonly AccountType[]): string {
  if (types.length === accountTypes.length) return '';
  return `, ${types.map((type) => accountTypeNames[type]).join(' and ')}`;
}

function presetName(preset: string): string {
  return preset === 'observed' ? presetNamesInWords.observed : presetNamesInWords.article;
}

function countOrAny(value: number | null): string {
  return value === null ? 'any number' : formatCount(value);
}

function ruleValue(rule: SingleRule, value: string | number): string {
  switch (rule) {
    case 'exceptions':
      return value === 'exempt' ? 'do not count' : 'count';
    case 'overlap':
      return value === 'block' ? 'is refused' : 'gets a warning';
    case 'samePersonHours':
      return `after ${counted(Number(value), 'hour')}`;
    case 'afterWithdrawalDays':
      return value === 0 ? 'at once' : `after ${counted(Number(value), 'day')}`;
    case 'pendingSoft':
      return formatCount(Number(value));
    case 'expireDays':
      return `after ${counted(Number(value), 'day')}`;
  }
}
