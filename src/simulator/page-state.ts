import type { Block } from './blocks.ts';
import type { SlashCommand } from './manifest.ts';
import type { UserSession } from './session.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** What one user sees of a workspace, as the page draws it. */
export type PageState = {
  readonly workspaces: readonly Named[];
  readonly workspace: Named;
  readonly viewer: Named & { readonly tz: string };
  readonly app: Named;
  readonly users: readonly (Named & { readonly realName: string })[];
  readonly channels: readonly PageChannel[];
  readonly commands: readonly SlashCommand[];
  readonly messages: readonly PageMessage[];
  /** Whether an app listens. */
  readonly connected: boolean;
  /** The simulated clock, in milliseconds since the epoch. */
  readonly now: number;
};

export type Named = { readonly id: string; readonly name: string };

export type PageChannel = Named & { readonly isPrivate: boolean; readonly isIm: boolean };

export type PageMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly ephemeral: boolean;
  readonly edited: boolean;
};

export function pageState(
  world: World,
  workspace: Workspace,
  userId: string,
  session: UserSession,
  connected: boolean,
): PageState {
  const viewer = workspace.user(userId);
  workspace.directChannel(userId);
  return {
    workspaces: world.workspaces().map(named),
    workspace: named(workspace),
    viewer: { id: userId, name: viewer?.name ?? userId, tz: viewer?.tz ?? 'UTC' },
    app: { id: workspace.botUserId, name: world.manifest.botName },
    users: workspace
      .users()
      .filter((user) => user.deleted !== true)
      .map(({ id, name, realName }) => ({ id, name, realName })),
    channels: session.channels().map(({ id, name, isPrivate, isIm }) => ({ id, name, isPrivate, isIm })),
    commands: world.manifest.commands,
    messages: session.sees().map(({ ts, channel, user, text, blocks, ephemeral, edited }) => ({
      ts,
      channel,
      user,
      text,
      blocks,
      ephemeral,
      edited,
    })),
    connected,
    now: world.clock.now(),
  };
}

function named({ id, name }: Named): Named {
  return { id, name };
}
