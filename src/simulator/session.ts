import { InputError } from '../errors.ts';
import type { Actor, CommandOptions, CommandResult, PressOptions, PressResult } from './acts.ts';
import type { Message } from './message.ts';
import { slackTime } from './payloads.ts';
import { pressInMessage, pressInView } from './press-element.ts';
import { closeView, type SubmitResult, submitView } from './submit.ts';
import { typeCommand } from './type-command.ts';
import type { View } from './views.ts';
import { type Channel, isIn, type Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** A member of a workspace at the keyboard. */
export type UserSession = {
  readonly command: (line: string, options?: CommandOptions) => Promise<CommandResult>;
  /** Presses a button (or chooses in a select) by its text or `action_id`, as it stood in this message or view. */
  readonly press: (on: Message | View, element: string, options?: PressOptions) => Promise<PressResult>;
  readonly submit: (viewId: string, values: Readonly<Record<string, unknown>>) => Promise<SubmitResult>;
  /** Closes the topmost modal. */
  readonly close: () => Promise<void>;
  /** Channels the user is in, the direct one with the app included once it is open. */
  readonly channels: () => Channel[];
  /** Messages of one channel, or of all the user is in: shared ones, and ephemeral ones for this user. */
  readonly sees: (channel?: string) => Message[];
  /** The user's open modals, the topmost last. */
  readonly views: () => View[];
  readonly home: () => View | undefined;
  /** Opens the app's Home: the app gets `app_home_opened`. */
  readonly openHome: () => Promise<void>;
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

  return {
    command: async (line, options = {}) => typeCommand(actor(), channelFor(options.channel), line, options),
    press: async (on, name, options = {}) =>
      'ts' in on
        ? pressInMessage(actor(), channelFor(on.channel), on, name, options)
        : pressInView(actor(), on, name, options),
    submit: async (viewId, values) => submitView(actor(), viewId, values),
    close: () => closeView(actor()),
    channels,
    sees: (id) =>
      (id === undefined ? channels() : [channelFor(id)])
        .flatMap((channel) => workspace.messages(channel.id))
        .filter((message) => !message.ephemeral || message.visibleTo === userId)
        .sort((a, b) => Number(a.ts) - Number(b.ts)),
    views: () => [...workspace.views.stack(userId)],
    home: () => workspace.views.home(userId),
    openHome: async () => {
      const channel = workspace.directChannel(userId).id;
      const event = {
        type: 'app_home_opened',
        user: userId,
        channel,
        tab: 'home',
        event_ts: slackTime(world),
      };
      await deps.sendEvent(event, workspace.id);
    },
  };
}
