import type { ExportAccount, ExportEntry } from '../ledger/list-export.ts';
import { labelOf, type PersonRef, profileUrl } from '../linkedin/person.ts';
import type { CsvCell } from './csv.ts';
import { storedPerson } from './stored-person.ts';

/** What a line of the file is said with. */
export type Telling = {
  /** Slack's names of members, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** An instant in a zone, as ISO 8601. */
  readonly at: (at: number, zone: string) => string;
  /** What was sent at or before it and waits has expired. */
  readonly pendingAfter: number;
};

export const exportTitles = [
  'Kind',
  'Happened at',
  'Local date',
  'Date estimated',
  'Person',
  'Profile',
  'State now',
  'Quantity',
  'Account owner',
  'Account owner ID',
  'Account',
  'Recorded by',
  'Recorded by ID',
  'Recorded at',
  'Source',
  'Way of sending',
  'Reason',
  'Marks',
  'Over a limit',
  'Recorded despite',
  'Note',
  'Page',
  'More',
  'Taken back at',
] as const;

const kindWords: Readonly<Record<ExportEntry['kind'], string>> = {
  sent: 'Sent',
  accepted: 'Accepted',
  declined: 'Declined',
  ignored: 'Ignored',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  checked: 'Outcomes checked',
  page_sent: 'PageInvites sent',
  counter_set: 'LinkedIn’s counter set',
  restricted: 'Blocked by LinkedIn',
  lifted: 'Block over',
  account_added: 'Account added',
  account_changed: 'Account type changed',
  zone_changed: 'Time zone changed',
  policy_changed: 'Limits changed',
  settings_changed: 'Settings changed',
  joined: 'Said to be one person',
  do_not_contact: 'Do not contact',
  contact_allowed: 'Contact allowed again',
};

const stateWords: Readonly<Record<NonNullable<ExportEntry['state']>, string>> = {
  pending: 'Pending',
  accepted: 'Accepted',
  declined: 'Declined',
  ignored: 'Ignored',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
};

/** One entry as the cells below `exportTitles`. Instants are in the account's zone. */
export function exportCells(entry: ExportEntry, account: ExportAccount, telling: Telling): CsvCell[] {
  const { kind, detail, quantity, actor, undoneAt } = entry;
  const { names, at } = telling;
  const { owner, name, zone } = account;
  return [
    kindWords[kind],
    at(entry.happenedAt, zone),
    entry.localDate,
    detail.estimated ? 'yes' : '',
    ...personCells(entry.person && storedPerson(entry.person), entry.person !== null),
    stateNow(entry, telling.pendingAfter),
    // Of a counter what was typed: the adjustment that it came to says nothing by itself.
    kind === 'counter_set' ? (detail.left ?? '') : quantity,
    names.get(owner) ?? '',
    owner,
    name === '' ? 'first account' : name,
    names.get(actor) ?? '',
    actor,
    at(entry.recordedAt, zone),
    entry.source,
    codeWords(detail.via ?? ''),
    detail.because ?? '',
    (detail.marks ?? []).map(codeWords).join(', '),
    entry.overCap ? 'yes' : '',
    (detail.overrode ?? []).map(codeWords).join(', '),
    entry.note ?? '',
    entry.page ?? '',
    moreOf(entry, (instant) => at(instant, zone)),
    undoneAt === null ? '' : at(undoneAt, zone),
  ];
}

function personCells(person: PersonRef | null, isNamed: boolean): [name: string, profile: string] {
  if (person === null) return [isNamed ? 'erased' : '', ''];
  return [labelOf(person), profileUrl(person.key) ?? ''];
}

function stateNow({ state, sentAt }: ExportEntry, pendingAfter: number): string {
  if (state === 'pending' && sentAt !== null && sentAt <= pendingAfter) return stateWords.expired;
  return state === null ? '' : stateWords[state];
}

/** `new connection`, `sales navigator`; an IANA zone is no code of ours and keeps its name. */
function codeWords(code: string): string {
  return code.includes('/') ? code : code.replaceAll('_', ' ');
}

/** What only some kinds carry. */
function moreOf({ detail, other }: ExportEntry, at: (instant: number) => string): string {
  const joined = other && storedPerson(other);
  return [
    ...(typeof detail.until === 'number' ? [`until ${at(detail.until)}`] : []),
    ...(detail.from === undefined && detail.to === undefined
      ? []
      : [`from ${codeWords(detail.from ?? '')} to ${codeWords(detail.to ?? '')}`]),
    ...(detail.was === undefined ? [] : [`${stateWords[detail.was.state].toLowerCase()} before`]),
    ...(joined ? [`the same as ${labelOf(joined)}`] : []),
    ...(detail.version === undefined ? [] : [`version ${detail.version}`]),
  ].join('; ');
}
