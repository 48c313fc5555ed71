import { InputError } from '../errors.ts';
import { type Act, messageActionPayload, viewActionPayload } from './action-payloads.ts';
import { type Actor, follow, type PressOptions, type PressResult } from './acts.ts';
import type { Payload } from './delivery.ts';
import { stateFrom } from './entered.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { refuseUninstalled } from './installed.ts';
import { findElement, type Message, type PlacedElement } from './message.ts';
import { keyOf, type ViewState } from './view-state.ts';
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
  const { act, state } = actOn(actor, message, name, options);
  const responseUrl = actor.issueResponseUrl(exchange);
  const payload = messageActionPayload(scene, channel, message, act, state, responseUrl);
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
  if (view.userId !== scene.user.id) throw new InputError('This view is gone.');
  const home = scene.workspace.directChannel(scene.user.id).id;
  const exchange = createExchange(scene.workspace.id, home, scene.user.id);
  const { act, state } = actOn(actor, view, name, options);
  const payload = viewActionPayload(scene, view, act, state);
  return deliverPress(actor, exchange, payload, options);
}

/** The act, and what was entered beside it; what is chosen counts as entered. */
function actOn(
  { scene }: Actor,
  on: Message | View,
  name: string,
  { choice, values = {} }: PressOptions,
): { readonly act: Act; readonly state: ViewState } {
  refuseUninstalled(scene);
  const placed = findElement(on.blocks, name);
  refuseSilentInput(placed);
  const chosen = choice === undefined ? {} : { [keyOf(placed)]: choice };
  const state = stateFrom(scene, on.blocks, { ...values, ...chosen });
  const { element, blockId } = placed;
  const triggerId = scene.world.triggers(scene.workspace.id).issue(scene.user.id);
  return { act: { element, blockId, choice, triggerId }, state };
}

function refuseSilentInput({ block, element }: PlacedElement): void {
  if (block.type !== 'input' || block.dispatch_action === true) return;
  throw new InputError(
    `${String(element.action_id)} stands in an input without dispatch_action: the app hears of it when the modal is submitted.`,
  );
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
