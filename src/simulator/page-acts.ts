import { z } from 'zod';

/** Where something is pressed: a message, or a view (a modal or the Home). */
const place = z.union([
  z.strictObject({ channel: z.string(), ts: z.string() }),
  z.strictObject({ view: z.string() }),
]);

/**
 * What was entered so far, by `block_id/action_id`: a text, an option's `value` or a list of them, an id, a date, a list
 * of file ids. `null` is a field that was emptied; one that is not here still holds what the app put in it.
 */
const values = z.record(z.string(), z.unknown());

const viewer = { workspace: z.string(), user: z.string() };

/** What a member can do in the page; each is posted to `/_page/act/<name>`. The page takes its types from here. */
export const pageActs = {
  command: z.strictObject({ ...viewer, channel: z.string(), line: z.string().startsWith('/') }),
  message: z.strictObject({ ...viewer, channel: z.string(), text: z.string().trim().min(1).max(40_000) }),
  press: z.strictObject({
    ...viewer,
    on: place,
    /** `block_id/action_id` */
    element: z.string(),
    /** What is chosen in an element that is not a button; in the form of `values`. */
    choice: z.unknown().optional(),
    values: values.optional(),
  }),
  submit: z.strictObject({ ...viewer, view: z.string(), values }),
  /** The topmost modal, or the whole stack. */
  close: z.strictObject({ ...viewer, all: z.boolean().optional() }),
  /** Opens a tab of the app: it gets `app_home_opened`. */
  open_app: z.strictObject({ ...viewer, tab: z.enum(['home', 'messages']) }),
  /** Opens the direct channel with another member; the answer names it. */
  open_direct: z.strictObject({ ...viewer, member: z.string() }),
  /** A global shortcut, or one on a message. */
  shortcut: z.strictObject({
    ...viewer,
    callbackId: z.string(),
    message: z.strictObject({ channel: z.string(), ts: z.string() }).optional(),
  }),
  /** The viewer has seen all of a channel. */
  read: z.strictObject({ ...viewer, channel: z.string() }),
  fault: z.strictObject({ ...viewer, fault: z.string() }),
  /** One of the jumps that the state offers. */
  clock: z.strictObject({ ...viewer, jump: z.string() }),
} as const;

export type PageActs = { readonly [Act in keyof typeof pageActs]: z.input<(typeof pageActs)[Act]> };

/** What the page is told after an act; what it changed comes with the next state. */
export type ActAnswer = {
  /** What went wrong, in Slack's word (`operation_timeout`) or in a sentence. */
  readonly error?: string;
  /** Of a submitted modal: errors at fields, by `block_id`. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Of `open_direct`. */
  readonly channel?: string;
};
