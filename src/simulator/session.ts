import { InputError } from '../errors.ts';
import type { Actor, ActResult, CommandOptions, CommandResult, PressOptions, PressResult } from './acts.ts';
import { closeAllViews, closeView } from './close-view.ts';
import type { StoredFile } from './files.ts';
import type { Message } from './message.ts';
import { openApp } from './open-app.ts';
import { pressInMessage, pressInView } from './press-element.ts';
import { say } from './say.ts';
import { runShortcut } from './shortcut.ts';
import { showFile } from './shown-files.ts';
import { type SubmitResult, submitView } from './submit.ts';
import { typeCommand } from './type-command.ts';
import type { View } from './views.ts';
import { type Channel, isIn, type Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** A member of a workspace at the keyboard. */
export type UserSession = {
  readonly userId: string;
  readonly workspaceId: string;
  readonly command: (line: string, options?: CommandOptions) => Promise<CommandResult>;
  /** Presses a button (or chooses in a select) by its text or `action_id`, as it stood in this message or view. */
  readonly press: (on: Message | View, element: string, options?: PressOptions) => Promise<PressResult>;
  readonly submit: (viewId: string, values: Readonly<Record<string, unknown>>) => Promise<SubmitResult>;
  /** Closes the topmost modal; all of them if the app wrote it so (`clear_on_close`). */
  readonly close: () => Promise<void>;
  readonly closeAll: () => Promise<void>;
  /** A message of the member's own, which the app is not told of. */
  readonly say: (channel: string, text: string) => Message;
  /** A global shortcut of the manifest by its `callback_id`, or one on a message. */
  readonly shortcut: (callbackId: string, on?: Message) => Promise<ActResult>;
  /** The direct channel with another member. */
  readonly openDirect: (member: string) => Channel;
  /** Marks all of a channel as seen. */
  readonly read: (channel: string) => void;
  /** How many messages of others came to a channel since it was read. */
  readonly unread: (channel: string) => number;
  /** Whether it is the member's own, or shared in a message, or shown as a picture in a message or view, that they see. */
  readonly canOpen: (file: StoredFile) => boolean;
  /** Channels the user is in, the direct one with the app included once it is open. */
  readonly channels: () => Channel[];
  /** Messages of one channel, or of all the user is in: shared ones, and ephemeral ones for this user. */
  readonly sees: (channel?: string) => Message[];
  /** The user's open modals, the topmost last. */
  readonly views: () => View[];
  readonly home: () => View | undefined;
  /** Opens the app's Home: the app gets `app_home_opened`. */
  readonly openHome: () => Promise<void>;
  /** Opens the direct channel with the app, which gets `app_home_opened` of another tab. */
  readonly openMessages: () => Promise<void>;
};

export type SessionDeps = Omit<Actor, 'scene'> & { readonly world: World };

export function createSession(deps: SessionDeps, workspace: Workspace, userId: string): UserSession {
  const { world } = deps;
  /** Read anew for each act: a test may change the user in between. */
  const actor = (): Actor => {
    const user = workspace.user(userId);
    if (user === undefined) throw new InputError(`There is no user ${userId} in ${workspace.id}.`);
    return { ...deps, scene: { world, workspace, user } };
  };
  actor();

  const channels = () => workspace.channels().filter((channel) => isIn(channel, userId));
  const channelFor = (id: string | undefined): Channel => {
    if (id === undefined) return channels().find(({ isIm }) => !isIm) ?? workspace.directChannel(userId);
    const channel = channels().find((one) => one.id === id);
    if (channel === undefined) throw new InputError(`${userId} is not in a channel ${id}.`);
    return channel;
  };
  const sees = (id?: string) =>
    (id === undefined ? channels() : [channelFor(id)])
      .flatMap((channel) => workspace.messages(channel.id))
      .filter((message) => !message.ephemeral || message.visibleTo === userId)
      .sort((a, b) => Number(a.ts) - Number(b.ts));

  const views = () => [...workspace.views.stack(userId)];
  const home = () => workspace.views.home(userId);

  return {
    userId,
    workspaceId: workspace.id,
    command: async (line, options = {}) => typeCommand(actor(), channelFor(options.channel), line, options),
    press: async (on, name, options = {}) =>
      'ts' in on
        ? pressInMessage(actor(), channelFor(on.channel), on, name, options)
        : pressInView(actor(), on, name, options),
    submit: async (viewId, values) => submitView(actor(), viewId, values),
    close: () => closeView(actor()),
    closeAll: () => closeAllViews(actor()),
    say: (channel, text) => say(actor().scene, channelFor(channel), text),
    shortcut: async (callbackId, message) =>
      message === undefined
        ? runShortcut(actor(), callbackId)
        : runShortcut(actor(), callbackId, { channel: channelFor(message.channel), message }),
    openDirect: (member) => {
      if (workspace.user(member) === undefined) throw new InputError(`There is no member ${member}.`);
      return workspace.directBetween(userId, member);
    },
    read: (id) => workspace.markRead(channelFor(id).id, userId),
    unread: (id) => workspace.unread(channelFor(id).id, userId),
    canOpen: ({ id, userId: owner }) =>
      owner === userId ||
      sees().some(({ files, blocks }) => files.includes(id) || showFile(blocks, id)) ||
      [...views(), home()].some((view) => showFile(view?.blocks, id)),
    channels,
    sees,
    views,
    home,
    openHome: () => openApp(actor(), 'home'),
    openMessages: () => openApp(actor(), 'messages'),
  };
}
