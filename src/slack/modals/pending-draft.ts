import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { tidied } from '../../linkedin/person.ts';
import type { OpenForm } from '../request.ts';

/** The form of pending invites as it was drawn, and what was entered in it since; `typed` is the search as it stands. */
export type PendingDraft = {
  /** Counts the drawings: a list of people that was drawn anew takes new ticks only under another id. */
  readonly revision: number;
  /** Counts the pasted texts that were used, for the same reason. */
  readonly pastes: number;
  readonly page: number;
  /** Whom it shows: who fits `search`, or who is ticked and who may have been meant. */
  readonly shows: 'found' | 'ticked';
  readonly search: string;
  /** The account it is about; all without it. */
  readonly as?: string;
  /** An outcome that is offered because it was asked for by its command. */
  readonly extra?: 'declined' | 'ignored';
  /** By id, those of other pages too. */
  readonly ticked: readonly number[];
  /** Whom a pasted name may have meant. */
  readonly unsure: readonly number[];
  readonly outcome: string | null;
  /** `YYYY-MM-DD` */
  readonly on: string | null;
  readonly pasted: string;
};

export const mostTicked = 100;
export const mostUnsure = 30;
export const mostSearched = 100;

const ids = z
  .string()
  .regex(/^(?:[0-9a-z]{1,11}(?: [0-9a-z]{1,11})*)?$/)
  .transform((text) => (text === '' ? [] : text.split(' ').map((id) => Number.parseInt(id, 36))));
const count = z.number().int().min(0);
const metadata = z.strictObject({
  revision: count,
  pastes: count,
  page: count,
  shows: z.enum(['found', 'ticked']),
  search: z.string(),
  as: z.string().optional(),
  extra: z.enum(['declined', 'ignored']).optional(),
  elsewhere: ids,
  unsure: ids,
});

/** Ids in few characters: Slack keeps 3,000 beside a modal. */
function idsText(list: readonly number[]): string {
  return list.map((id) => id.toString(36)).join(' ');
}

/** What the modal carries: ticks that it shows are in its own state, so only those of other pages. Nothing pasted. */
export function draftMetadata(draft: PendingDraft, shown: readonly number[]): string {
  const { revision, pastes, page, shows, search, as, extra, ticked, unsure } = draft;
  const elsewhere = idsText(ticked.filter((id) => !shown.includes(id)));
  return JSON.stringify({
    revision,
    pastes,
    page,
    shows,
    search,
    as,
    extra,
    elsewhere,
    unsure: idsText(unsure),
  });
}

/** The id of a list of people to tick, and of the field for a pasted text: another at each drawing that changes them. */
export function ticksId({ revision }: Pick<PendingDraft, 'revision'>, list: number): string {
  return `ticks:${revision}.${list}`;
}

export function pastedId({ pastes }: Pick<PendingDraft, 'pastes'>): string {
  return `pasted:${pastes}`;
}

/** Throws InputError for a form that another version drew. */
export function readDraft({ metadata: text, state }: OpenForm): PendingDraft & { readonly typed: string } {
  const { elsewhere, as, extra, ...drawn } = readMetadata(text);
  const single = (id: string) => (typeof state[id] === 'string' ? state[id] : null);
  const here = Object.entries(state).flatMap(([id, chosen]) =>
    id.startsWith('ticks:') && chosen !== null && typeof chosen !== 'string' ? chosen.map(Number) : [],
  );
  return {
    ...drawn,
    ...(as !== undefined && { as }),
    ...(extra !== undefined && { extra }),
    ticked: [...new Set([...elsewhere, ...here])].filter(Number.isSafeInteger),
    outcome: single('outcome'),
    on: single('on'),
    pasted: single(pastedId(drawn)) ?? '',
    typed: tidied(single('search') ?? '').slice(0, mostSearched),
  };
}

function readMetadata(text: string): z.output<typeof metadata> {
  try {
    return metadata.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError('This form is out of date. Close it and open it again.', { cause });
  }
}
