import { InputError } from '../errors.ts';
import type { Actor } from './acts.ts';
import { closedPayload } from './payloads.ts';

/** Closes the topmost modal; the app hears of it only if it asked to. */
export async function closeView(actor: Actor): Promise<void> {
  const { scene, deliver } = actor;
  const top = topOf(actor);
  if (top.clearOnClose) return closeAllViews(actor);
  scene.workspace.views.close(scene.user.id);
  if (top.notifyOnClose) await deliver('interactive', closedPayload(scene, top, false), false);
}

/** Closes the whole stack; the app hears of each modal for which it asked to. */
export async function closeAllViews(actor: Actor): Promise<void> {
  const { scene, deliver } = actor;
  topOf(actor);
  const asked = scene.workspace.views.stack(scene.user.id).filter(({ notifyOnClose }) => notifyOnClose);
  scene.workspace.views.close(scene.user.id, true);
  await Promise.all(asked.map((view) => deliver('interactive', closedPayload(scene, view, true), false)));
}

function topOf({ scene: { workspace, user } }: Actor) {
  const top = workspace.views.stack(user.id).at(-1);
  if (top === undefined) throw new InputError(`${user.id} has no modal open.`);
  return top;
}
