import type { Payload } from './delivery.ts';
import type { Element, Message } from './message.ts';
import { describeMessage } from './methods/chat.ts';
import type { UserSeed } from './seed.ts';
import { describeView } from './view-schema.ts';
import { elementState, stateOf, type ViewState } from './view-state.ts';
import type { View } from './views.ts';
import type { Channel, Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** Who acts where: the part every payload begins with. */
export type Scene = { readonly world: World; readonly workspace: Workspace; readonly user: UserSeed };

export function commandPayload(
  { world, workspace, user }: Scene,
  channel: Channel,
  fields: {
    readonly command: string;
    readonly text: string;
    readonly responseUrl: string;
    readonly triggerId: string;
  },
): Payload {
  return {
    token: world.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: channel.isIm ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command: fields.command,
    text: fields.text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: fields.responseUrl,
    trigger_id: fields.triggerId,
  };
}

function interaction({ world, workspace, user }: Scene): Payload {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    api_app_id: world.appId,
    token: world.verificationToken,
    team: { id: workspace.id, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

export type Act = {
  readonly element: Element;
  readonly blockId: string;
  /** What was chosen, for elements other than buttons. */
  readonly choice: unknown;
  readonly triggerId: string;
};

/** A pressed button of a message. Slack leaves `message` out when the message is ephemeral. */
export function messageActionPayload(
  scene: Scene,
  channel: Channel,
  message: Message,
  act: Act,
  responseUrl: string,
): Payload {
  const { world, workspace } = scene;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.ephemeral,
  };
  return {
    type: 'block_actions',
    ...interaction(scene),
    container,
    channel: { id: channel.id, name: channel.isPrivate && !channel.isIm ? 'privategroup' : channel.name },
    ...(message.ephemeral ? {} : { message: describeMessage(message, workspace, world) }),
    state: { values: stateOf(message.blocks, {}) },
    response_url: responseUrl,
    trigger_id: act.triggerId,
    actions: [actionOf(act, message.ts)],
  };
}

export function viewActionPayload(
  scene: Scene,
  view: View,
  act: Act,
  values: ViewState,
  ts: string,
): Payload {
  return {
    type: 'block_actions',
    ...interaction(scene),
    container: { type: 'view', view_id: view.id },
    view: describeView(view, scene.workspace, scene.world.appId, values),
    trigger_id: act.triggerId,
    actions: [actionOf(act, ts)],
  };
}

export function submissionPayload(scene: Scene, view: View, values: ViewState, triggerId: string): Payload {
  return {
    type: 'view_submission',
    ...interaction(scene),
    trigger_id: triggerId,
    view: describeView(view, scene.workspace, scene.world.appId, values),
    response_urls: [],
  };
}

export function closedPayload(scene: Scene, view: View): Payload {
  return {
    type: 'view_closed',
    ...interaction(scene),
    view: describeView(view, scene.workspace, scene.world.appId),
    is_cleared: false,
  };
}

export function eventPayload(world: World, workspace: Workspace, event: Payload, eventId: string): Payload {
  return {
    token: world.verificationToken,
    team_id: workspace.id,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

function actionOf({ element, blockId, choice }: Act, actionTs: string): object {
  const { text, value, style, url } = element;
  const known = Object.entries({ text, value, style, url }).filter(([, field]) => field !== undefined);
  const chosen = element.type === 'button' ? Object.fromEntries(known) : elementState(element, choice);
  return {
    ...chosen,
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: actionTs,
  };
}

/** The present instant as Slack writes it: seconds with six decimals. */
export function slackTime({ clock }: World): string {
  return (clock.now() / 1000).toFixed(6);
}
