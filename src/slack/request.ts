import type { KnownBlock, ModalView } from '@slack/types';

export type Caller = { readonly workspaceId: string; readonly userId: string };

/** What Slack knows of the caller. `zone` and `name` are undefined when Slack could not be asked. */
export type CallerProfile = {
  readonly zone: string | undefined;
  readonly name: string | undefined;
  readonly isAdmin: boolean;
  readonly isDeactivated?: true;
};

export type Context = Caller & {
  /** The `trigger_id`, or what stands for a submitted form: a repeated delivery has the same one. */
  readonly requestKey: string;
  /** The instant of arrival, in milliseconds since the epoch; read once. */
  readonly now: number;
  /** By when the database must have answered, as `performance.now()` has it: a wall clock that is moved changes nothing. */
  readonly deadline: number;
  readonly person: CallerProfile;
};

/** `text` states the same facts as `blocks`: for notifications, screen readers and logs. */
export type Reply = { readonly text: string; readonly blocks: KnownBlock[] };

/** What happens to modals instead of a reply. */
export type Step =
  /** A new modal; from within a modal it is pushed on top of it. */
  | { readonly kind: 'open'; readonly view: ModalView }
  /** The modal it came from looks like this now; what was typed stays where `block_id` and `action_id` are the same. */
  | { readonly kind: 'update'; readonly view: ModalView }
  /** Of a submitted form only: what is wrong, by `block_id`. The form stays as it is. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** All modals close. */
  | { readonly kind: 'close' }
  | { readonly kind: 'nothing' };

/** What a request comes to. A reply stands where it was asked for: in the channel, or as a modal of its own. */
export type Answered = Reply | Step;

export function isReply(answered: Answered): answered is Reply {
  return !('kind' in answered);
}

/** What was entered in a modal or in Home, by `block_id`: null where it is empty, a list where several can be chosen. */
export type FormState = Readonly<Record<string, string | readonly string[] | null>>;

/** A modal that is open, as Slack sent it. */
export type OpenForm = {
  readonly callbackId: string;
  /** `private_metadata` */
  readonly metadata: string;
  readonly state: FormState;
};

/** A pressed button, or a choice in a select, a checkbox or an input that tells at once. */
export type Press = {
  /** Without what follows a colon: Slack wants ids in a view to differ. */
  readonly actionId: string;
  /** A button's value or the option chosen; of several, joined by commas. */
  readonly value: string;
  /** Where it stood. */
  readonly form: OpenForm | 'message' | 'home';
  /** Of a message: what was ticked or entered in it. */
  readonly entered?: FormState;
};

export type Shortcut = {
  readonly callbackId: string;
  /** The text of the message it was used on, with the addresses in its blocks; null for a global one. */
  readonly message: string | null;
  /** The bot's own user. */
  readonly bot: string | null;
};

/** What the bot does; a promise resolves after the commit, never before. */
export type Handlers = {
  command(text: string, ctx: Context): Promise<Answered>;
  /** In a message, the reply replaces the message the button sat on. */
  press(press: Press, ctx: Context): Promise<Answered>;
  submit(form: OpenForm, ctx: Context): Promise<Answered>;
  shortcut(shortcut: Shortcut, ctx: Context): Promise<Answered>;
  /** The app's Home was opened: it is published by the worker. */
  homeOpened(ctx: Context): Promise<void>;
  /** What truly became of a request whose commit was not confirmed; throws while the database is away. */
  settle(requestKey: string, ctx: Context): Promise<Reply | 'not_recorded'>;
};
