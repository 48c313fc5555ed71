import { InputError } from '../errors.ts';
import { type Actor, type ActResult, follow } from './acts.ts';
import { createExchange } from './exchange.ts';
import { refuseUninstalled } from './installed.ts';
import type { Message } from './message.ts';
import { messageShortcutPayload, shortcutPayload } from './payloads.ts';
import { type Channel, slackbot } from './workspace.ts';

/** Runs a shortcut of the manifest: a global one, or one on a message. */
export async function runShortcut(
  actor: Actor,
  callbackId: string,
  on?: { readonly channel: Channel; readonly message: Message },
): Promise<ActResult> {
  const { world, workspace, user } = actor.scene;
  const type = on === undefined ? 'global' : 'message';
  refuseUninstalled(actor.scene);
  const declared = world.manifest.shortcuts.filter((one) => one.type === type).map(({ id }) => id);
  if (!declared.includes(callbackId)) {
    throw new InputError(
      `The manifest has no ${type} shortcut "${callbackId}", only: ${declared.join(', ') || 'none'}.`,
    );
  }
  if (on !== undefined && (on.message.ephemeral || on.message.user === slackbot)) {
    throw new InputError('Slack offers no shortcuts on a message that only one member sees.');
  }
  const channel = on?.channel ?? workspace.directChannel(user.id);
  const exchange = createExchange(workspace.id, channel.id, user.id);
  const triggerId = world.triggers(workspace.id).issue(user.id);
  const payload =
    on === undefined
      ? shortcutPayload(actor.scene, callbackId, triggerId)
      : messageShortcutPayload(actor.scene, on, {
          callbackId,
          triggerId,
          responseUrl: actor.issueResponseUrl(exchange),
        });
  const outcome = await actor.deliver('interactive', payload, true);
  return {
    acknowledged: outcome.acknowledged,
    ...(outcome.acknowledged ? {} : { error: outcome.error }),
    ...follow(actor, exchange),
  };
}
