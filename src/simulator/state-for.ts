import { InputError } from '../errors.ts';
import type { Message } from './message.ts';
import { listFaults } from './page-faults.ts';
import type { PageDeps } from './page-routes.ts';
import type {
  Named,
  PageChannel,
  PageFile,
  PageMessage,
  PageState,
  PageUser,
  PageView,
} from './page-state.ts';
import type { UserSeed } from './seed.ts';
import type { View } from './views.ts';
import type { Channel, Workspace } from './workspace.ts';

/** What a member sees now: the first one of the first workspace, unless they are named. */
export function stateFor(
  deps: PageDeps,
  workspaceId: string | undefined,
  userId: string | undefined,
): PageState {
  const { world, sessionOf, connected, guide, jumps, pendingFaults } = deps;
  const workspace = world.workspace(workspaceId);
  const viewer = userId === undefined ? workspace.users().find(isActive) : workspace.user(userId);
  if (viewer === undefined || !isActive(viewer))
    throw new InputError(`There is no user ${userId ?? ''} in ${workspace.id}.`);
  const session = sessionOf(viewer.id, workspace.id);
  const { manifest, clock, journal } = world;
  workspace.directChannel(viewer.id);
  const home = session.home();
  const isInstalled = world.installations.of(workspace.id) !== undefined;
  return {
    workspaces: world.workspaces().map(named),
    workspace: named(workspace),
    viewer: { ...pageUser(viewer), tz: viewer.tz },
    app: {
      id: workspace.botUserId,
      name: manifest.botName,
      description: manifest.description,
      tabs: manifest.tabs,
    },
    users: workspace.users().filter(isActive).map(pageUser),
    channels: session.channels().map((channel) => pageChannel(workspace, channel, viewer.id)),
    commands: isInstalled ? manifest.commands : [],
    shortcuts: isInstalled ? manifest.shortcuts : [],
    messages: session.sees().map((message) => pageMessage(workspace, message, viewer.id)),
    home: home === undefined ? undefined : pageView(home),
    views: session.views().map(pageView),
    connected: connected(),
    now: clock.now(),
    guide: guide.items(),
    jumps: jumps.map(named),
    faults: listFaults(pendingFaults),
    journalLength: journal.calls.length,
  };
}

function named({ id, name }: Named): Named {
  return { id, name };
}

const isActive = ({ deleted }: UserSeed) => deleted !== true;

function pageUser({ id, name, realName }: UserSeed): PageUser {
  return { id, name, realName };
}

function pageChannel(workspace: Workspace, channel: Channel, viewerId: string): PageChannel {
  const { id, name, isPrivate, isIm, botIsMember, members, isArchived } = channel;
  const kind = isIm ? (botIsMember ? 'app' : 'direct') : isPrivate ? 'private' : 'public';
  const member = members.find((one) => one !== viewerId) ?? viewerId;
  return {
    id,
    name,
    kind,
    ...(kind === 'direct' ? { member } : {}),
    isArchived,
    unread: workspace.unread(id, viewerId),
  };
}

function pageMessage(workspace: Workspace, message: Message, viewerId: string): PageMessage {
  const { ts, channel, user, text, blocks, ephemeral, edited } = message;
  const files = message.files.flatMap((id) => pageFile(workspace, id, viewerId) ?? []);
  return { ts, channel, user, text, blocks, files, ephemeral, edited };
}

function pageFile(workspace: Workspace, id: string, viewerId: string): PageFile | undefined {
  const file = workspace.files.get(id);
  if (file === undefined) return undefined;
  const { name, title, mimetype, bytes } = file;
  const query = new URLSearchParams({ workspace: workspace.id, user: viewerId });
  return { id, name, title, mimetype, size: bytes.byteLength, url: `/_page/file/${id}?${query}` };
}

function pageView({ id, hash, type, title, submit, submitDisabled, close, blocks }: View): PageView {
  return {
    id,
    hash,
    type,
    title,
    ...(submit === undefined ? {} : { submit }),
    ...(submitDisabled ? { submitDisabled } : {}),
    ...(close === undefined ? {} : { close }),
    blocks,
  };
}
