import { z } from 'zod';
import type { Because, Mark, Way } from '../../ledger/entry-kinds.ts';
import type { Manner } from '../../services/send-invites.ts';
import type { FormState, OpenForm } from '../request.ts';
import { whens } from './log-when.ts';

export const reasons = [
  'interests',
  'education',
  'experience',
  'met',
  'referral',
  'other',
] as const satisfies readonly Because[];
export const ways = ['direct', 'bulk', 'add_connections', 'third_party'] as const satisfies readonly Way[];
export const marks = ['they_invited_first', 'new_connection'] as const satisfies readonly Mark[];

/** What the form keeps that is not entered. */
const keptSchema = z.strictObject({
  /** The local date on which it was opened: what *Today* means, also after midnight. */
  day: z.iso.date(),
  /** The days to spread over, as of then. */
  days: z.array(z.iso.date()),
  source: z.enum(['form', 'shortcut']),
  /** *More Options* are shown; the people were checked. */
  more: z.boolean(),
  checked: z.boolean(),
  /** What a preview was shown of last (`lookedAt`); null for nothing. */
  seen: z.string().nullable(),
  /** A sentence at its top. */
  notice: z.string().nullable(),
});
export type Kept = z.infer<typeof keptSchema>;

export function encodeKept(kept: Kept): string {
  return JSON.stringify(kept);
}

export function decodeKept({ metadata }: OpenForm): Kept {
  return keptSchema.parse(JSON.parse(metadata));
}

const text = z.string().nullable().catch(null);

/** A field that is not shown yet holds nothing. */
const enteredSchema = z.object({
  people: z.string().catch(''),
  when: z.enum(whens).catch('today'),
  date: z.iso.date().nullable().catch(null),
  because: z.enum(reasons).nullable().catch(null),
  via: z.enum(ways).nullable().catch(null),
  marks: z.array(z.enum(marks)).catch([]),
  note: text,
});

/** What stands in the fields. */
export type Entered = Readonly<z.infer<typeof enteredSchema>> & {
  /** Further lists, for later: not logged with this one. */
  readonly rest: readonly string[];
};

export function readEntered(state: FormState): Entered {
  const rest = Object.entries(state).flatMap(([id, value]) =>
    id.startsWith(restField) && typeof value === 'string' && value.trim() !== '' ? [value] : [],
  );
  return { ...enteredSchema.parse(state), rest };
}

/** The first part of the `block_id` of a list for later. */
export const restField = 'rest';

export const nothingEntered: Entered = readEntered({});

/** How the invitations were sent. What a third party sent is marked by that (limits.md, "Exceptions"). */
export function mannerOf({ because, via, marks: chosen, note }: Entered): Manner {
  const written = note?.trim() ?? '';
  return {
    marks: [...chosen, ...(via === 'third_party' ? (['third_party'] as const) : [])],
    note: written === '' ? null : written,
    ...(because !== null && { because }),
    ...(via !== null && { via }),
  };
}
