import { InputError } from '../errors.ts';
import { type Actor, follow, type PressOptions, type PressResult } from './acts.ts';
import type { Payload } from './delivery.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { findElement, type Message } from './message.ts';
import { messageActionPayload, slackTime, viewActionPayload } from './payloads.ts';
import { stateOf } from './view-state.ts';
import type { View } from './views.ts';
import type { Channel } from './workspace.ts';

/** Presses a button of a message, as it stood when the caller read it: so two fast clicks can be tested. */
export async function pressInMessage(
  actor: Actor,
  channel: Channel,
  message: Message,
  name: string,
  options: PressOptions,
): Promise<PressResult> {
  const { scene } = actor;
  if (message.ephemeral && message.visibleTo !== scene.user.id) {
    throw new InputError(`${scene.user.id} cannot see the message ${message.ts}.`);
  }
  const exchange = createExchange(scene.workspace.id, message.channel, scene.user.id, message.ts);
  const act = actOn(actor, message, name, options);
  const payload = messageActionPayload(scene, channel, message, act, actor.issueResponseUrl(exchange));
  return deliverPress(actor, exchange, payload, options);
}

/** An act in a view has no message to answer to, and no `response_url`. */
export async function pressInView(
  actor: Actor,
  view: View,
  name: string,
  options: PressOptions,
): Promise<PressResult> {
  const { scene } = actor;
  const home = scene.workspace.directChannel(scene.user.id).id;
  const exchange = createExchange(scene.workspace.id, home, scene.user.id);
  const act = actOn(actor, view, name, options);
  const state = stateOf(view.blocks, options.values ?? {});
  const payload = viewActionPayload(scene, view, act, state, slackTime(scene.world));
  return deliverPress(actor, exchange, payload, options);
}

function actOn(
  { scene: { world, workspace, user } }: Actor,
  on: Message | View,
  name: string,
  options: PressOptions,
) {
  const { element, blockId } = findElement(on.blocks, name);
  return { element, blockId, choice: options.choice, triggerId: world.triggers(workspace.id).issue(user.id) };
}

async function deliverPress(
  actor: Actor,
  exchange: Exchange,
  payload: Payload,
  { redeliver = false }: PressOptions,
): Promise<PressResult> {
  const outcome = await actor.deliver('interactive', payload, true);
  if (redeliver) return deliverPress(actor, exchange, payload, {});
  return {
    acknowledged: outcome.acknowledged,
    ...(outcome.acknowledged ? {} : { error: outcome.error }),
    ...follow(actor, exchange),
    redeliver: () => deliverPress(actor, exchange, payload, {}),
  };
}
