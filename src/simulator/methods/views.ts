import { z } from 'zod';
import { viewStackLimit } from '../block-limits.ts';
import { SlackError } from '../slack-error.ts';
import { describeView, readView } from '../view-schema.ts';
import type { View, ViewContent, Views } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { botMethod } from './method.ts';

const triggered = z.looseObject({
  trigger_id: z.string().min(1),
  view: z.unknown().refine((view) => view !== undefined, 'missing required field: view'),
});

const open = botMethod([], triggered, ({ trigger_id, view }, { world, workspace }) => {
  const content = readView(view, 'modal');
  refuseKnownExternalId(workspace.views, content);
  const userId = world.triggers(workspace.id).exchange(trigger_id);
  return { view: describeView(workspace.views.open(userId, content), workspace, world.appId) };
});

const push = botMethod([], triggered, ({ trigger_id, view }, { world, workspace }) => {
  const content = readView(view, 'modal');
  refuseKnownExternalId(workspace.views, content);
  const userId = world.triggers(workspace.id).exchange(trigger_id);
  const { length } = workspace.views.stack(userId);
  if (length === 0) throw new SlackError('not_found');
  if (length >= viewStackLimit) throw new SlackError('push_limit_reached');
  return { view: describeView(workspace.views.push(userId, content), workspace, world.appId) };
});

const update = botMethod(
  [],
  z.looseObject({
    view: z.unknown().refine((view) => view !== undefined, 'missing required field: view'),
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
  }),
  (args, { world, workspace }) => {
    const known = namedView(workspace, args);
    const content = readView(args.view, known.type);
    if (args.hash !== undefined && args.hash !== known.hash) throw new SlackError('hash_conflict');
    return { view: describeView(workspace.views.update(known, content), workspace, world.appId) };
  },
);

const publish = botMethod(
  [],
  z.looseObject({
    user_id: z.string(),
    view: z.unknown().refine((view) => view !== undefined, 'missing required field: view'),
    hash: z.string().optional(),
  }),
  ({ user_id, view, hash }, { world, workspace }) => {
    if (!world.manifest.tabs.includes('home')) throw new SlackError('not_enabled');
    if (workspace.user(user_id) === undefined)
      throw new SlackError('invalid_arguments', ['invalid `user_id`']);
    const content = readView(view, 'home');
    const known = workspace.views.home(user_id);
    if (hash !== undefined && known !== undefined && hash !== known.hash)
      throw new SlackError('hash_conflict');
    return { view: describeView(workspace.views.publish(user_id, content), workspace, world.appId) };
  },
);

export const viewMethods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};

function refuseKnownExternalId(views: Views, content: ViewContent): void {
  if (views.byExternalId(content.externalId) !== undefined) throw new SlackError('duplicate_external_id');
}

function namedView(
  workspace: Workspace,
  { view_id, external_id }: { view_id?: string | undefined; external_id?: string | undefined },
): View {
  if (view_id === undefined && external_id === undefined) {
    throw new SlackError('invalid_arguments', ['[ERROR] missing required field: view_id']);
  }
  const view =
    view_id === undefined ? workspace.views.byExternalId(external_id ?? '') : workspace.views.byId(view_id);
  if (view === undefined) throw new SlackError('not_found');
  return view;
}
