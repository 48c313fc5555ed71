import type { Payload } from './delivery.ts';
import type { Element, Message } from './message.ts';
import { describeMessage } from './methods/chat.ts';
import { interaction, nameOf, type Scene, slackTime } from './payloads.ts';
import { describeView } from './view-schema.ts';
import { chosenFrom, elementState, type ViewState } from './view-state.ts';
import type { View } from './views.ts';
import type { Channel } from './workspace.ts';

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
  values: ViewState,
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
    channel: { id: channel.id, name: nameOf(channel) },
    ...(message.ephemeral ? {} : { message: describeMessage(message, workspace, world) }),
    state: { values },
    response_url: responseUrl,
    trigger_id: act.triggerId,
    actions: [actionOf(act, slackTime(world))],
  };
}

export function viewActionPayload(scene: Scene, view: View, act: Act, values: ViewState): Payload {
  return {
    type: 'block_actions',
    ...interaction(scene),
    container: { type: 'view', view_id: view.id },
    view: describeView(view, scene.workspace, scene.world.appId, values),
    trigger_id: act.triggerId,
    actions: [actionOf(act, slackTime(scene.world))],
  };
}

function actionOf({ element, blockId, choice }: Act, actionTs: string): object {
  const { text, value, style, url } = element;
  const known = Object.entries({ text, value, style, url }).filter(([, field]) => field !== undefined);
  const chosen = ['button', 'icon_button'].includes(element.type)
    ? Object.fromEntries(known)
    : { ...elementState(element, choice), ...chosenFrom(element) };
  return {
    ...chosen,
    type: element.type,
    action_id: element.action_id,
    block_id: blockId,
    action_ts: actionTs,
  };
}
