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

/** One entry as the cells below `exportTitles`. Instants are in the account's zone. */
export function exportCells(entry: ExportEntry, account: ExportAccount, telling: Telling): CsvCell[] {
  const { kind, detail, quantity, actor, undoneAt } = entry;
  const { names, at } = telling;
  const { owner, name, zone } = account;
  return [
    kind,
    at(entry.happenedAt, zone),
    entry.localDate,
    detail.estimated ? 'yes' : '',
    ...personCells(entry.person && storedPerson(entry.person), entry.person !== null),
    stateNow(entry, telling.pendingAfter),
    quantity,
    names.get(owner) ?? '',
    owner,
    name === '' ? 'first account' : name,
    names.get(actor) ?? '',
    actor,
    at(entry.recordedAt, zone),
    entry.source,
    detail.via ?? '',
    detail.because ?? '',
    (detail.marks ?? []).join(' '),
    entry.overCap ? 'yes' : '',
    (detail.overrode ?? []).join(' '),
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
  if (state === 'pending' && sentAt !== null && sentAt <= pendingAfter) return 'expired';
  return state ?? '';
}

/** What only some kinds carry. */
function moreOf({ detail, other }: ExportEntry, at: (instant: number) => string): string {
  const joined = other && storedPerson(other);
  return [
    ...(detail.left === undefined ? [] : [`left ${detail.left}`]),
    ...(typeof detail.until === 'number' ? [`until ${at(detail.until)}`] : []),
    ...(detail.from === undefined && detail.to === undefined
      ? []
      : [`from ${detail.from ?? ''} to ${detail.to ?? ''}`]),
    ...(detail.was === undefined ? [] : [`${detail.was.state} before`]),
    ...(joined ? [`the same as ${labelOf(joined)}`] : []),
    ...(detail.version === undefined ? [] : [`version ${detail.version}`]),
  ].join('; ');
}
