import type { Payload } from './delivery.ts';
import type { Message } from './message.ts';
import { describeMessage } from './methods/chat.ts';
import type { UserSeed } from './seed.ts';
import { describeView } from './view-schema.ts';
import type { ViewState } from './view-state.ts';
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
    channel_name: nameOf(channel),
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

/** Who interacts, and with which app. */
export function interaction({ world, workspace, user }: Scene): Payload {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    api_app_id: world.appId,
    token: world.verificationToken,
    team: { id: workspace.id, domain: workspace.domain },
    enterprise: null,
    is_enterprise_install: false,
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

export function closedPayload(scene: Scene, view: View, isCleared: boolean): Payload {
  return {
    type: 'view_closed',
    ...interaction(scene),
    view: describeView(view, scene.workspace, scene.world.appId),
    is_cleared: isCleared,
  };
}

export function shortcutPayload(scene: Scene, callbackId: string, triggerId: string): Payload {
  return {
    type: 'shortcut',
    ...interaction(scene),
    callback_id: callbackId,
    trigger_id: triggerId,
    action_ts: slackTime(scene.world),
  };
}

export function messageShortcutPayload(
  scene: Scene,
  { channel, message }: { readonly channel: Channel; readonly message: Message },
  fields: { readonly callbackId: string; readonly triggerId: string; readonly responseUrl: string },
): Payload {
  return {
    type: 'message_action',
    ...interaction(scene),
    callback_id: fields.callbackId,
    trigger_id: fields.triggerId,
    action_ts: slackTime(scene.world),
    channel: { id: channel.id, name: nameOf(channel) },
    message_ts: message.ts,
    message: describeMessage(message, scene.workspace, scene.world),
    response_url: fields.responseUrl,
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

/** Slack does not tell the names of private channels here. */
export function nameOf(channel: Channel): string {
  return channel.isPrivate && !channel.isIm ? 'privategroup' : channel.name;
}

/** The present instant as Slack writes it: seconds with six decimals. */
export function slackTime({ clock }: World): string {
  return (clock.now() / 1000).toFixed(6);
}
