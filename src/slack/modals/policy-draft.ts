import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { Policy } from '../../limits/policy.ts';
import { accountTypes, presetNames } from '../../limits/policy.ts';
import { mergeList } from '../../services/settings-differences.ts';
import type { FormState } from '../request.ts';
import { policyValues } from './policy-values.ts';

/** One account type's caps are a page; the other rules are two. */
const pages = ['rules', 'waits', ...accountTypes] as const;
export type PolicyPage = (typeof pages)[number];

const draftSchema = z
  .strictObject({
    /** The version that was last shown: a later one is somebody else's. */
    since: z.int().min(0),
    /** What the fields were filled in from: a version of the workspace's policy, or a preset. */
    base: z.union([z.int().min(0), z.enum(presetNames)]),
    page: z.enum(pages),
    /** Counts the drawings: an input with a new id takes its value from the view, not from what stood there before. */
    draw: z.int().min(0),
    /** What was entered, where it is not the base's. */
    typed: z.record(z.string(), z.union([z.string(), z.array(z.string())]).nullable()),
  })
  .readonly();

/** The policy form as far as it is filled in. It travels in the modal's metadata, so that every page's fields are kept. */
export type PolicyDraft = z.infer<typeof draftSchema>;

export function encodeDraft(draft: PolicyDraft): string {
  return JSON.stringify(draft);
}

/** Throws InputError for what no form of this version carries. */
export function decodeDraft(metadata: string): PolicyDraft {
  const { success, data } = draftSchema.safeParse(jsonOf(metadata));
  if (success) return data;
  throw new InputError('This form is out of date. Close it and open it again.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (err) {
    if (err instanceof SyntaxError) return undefined;
    throw err;
  }
}

/** The `block_id` of a field in this drawing. */
export function blockIdOf(field: string, { draw }: PolicyDraft): string {
  return `${field}:${draw}`;
}

/** Longer than any number that is right, so that a wrong one stays wrong; the metadata has room for no more. */
const mostOfAField = 12;

/**
 * The draft on top of a later version: what was entered stays, the rest is that version's. Of the limits that refuse, only
 * what was ticked or cleared. Where the version has other limits, what was entered of them is about none of its own.
 */
export function rebased(draft: PolicyDraft, before: Policy, version: number, policy: Policy): PolicyDraft {
  const isAlike =
    before.limits.length === policy.limits.length &&
    before.limits.every(({ id }, index) => id === policy.limits[index]?.id);
  const typed = Object.entries(draft.typed).flatMap(([field, value]): [string, typeof value][] => {
    if (!isAlike && (field === 'refusing' || field.startsWith('cap.'))) return [];
    if (field !== 'refusing' || !Array.isArray(value)) return [[field, value]];
    return [[field, mergeList(refusingOf(before), value, refusingOf(policy))]];
  });
  return { ...draft, since: version, base: version, typed: Object.fromEntries(typed) };
}

function refusingOf(policy: Policy): readonly string[] {
  const { refusing } = policyValues(policy);
  return Array.isArray(refusing) ? refusing : [];
}

/** The draft with what stands on its page now. */
export function withEntered(draft: PolicyDraft, base: Policy, state: FormState): PolicyDraft {
  const before = policyValues(base);
  const typed = { ...draft.typed };
  for (const [blockId, entered] of Object.entries(state)) {
    const [field = ''] = blockId.split(':');
    const former = before[field];
    if (former === undefined || field === 'preset') continue;
    const value = typeof entered === 'string' ? entered.trim().slice(0, mostOfAField) : entered;
    if (String(value) === String(former)) delete typed[field];
    else typed[field] = typeof value === 'object' && value !== null ? [...value] : value;
  }
  return { ...draft, typed };
}
