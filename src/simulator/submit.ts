import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Actor } from './acts.ts';
import { viewStackLimit } from './block-limits.ts';
import { stateFrom } from './entered.ts';
import { checkInputs } from './input-checks.ts';
import { refuseUninstalled } from './installed.ts';
import { type Scene, submissionPayload } from './payloads.ts';
import { SlackError } from './slack-error.ts';
import { readView } from './view-schema.ts';
import type { View } from './views.ts';

export type SubmitResult = {
  readonly acknowledged: boolean;
  readonly error?: string;
  /** Errors at fields, by `block_id`: the client's own, or the app's. */
  readonly errors?: Readonly<Record<string, string>>;
  /** The modal that is on top now. */
  readonly view?: View;
};

const responseAction = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

/**
 * Submits a modal. Without an answer it closes; Slack's error otherwise stands in the modal, which stays open. An answer
 * for a modal that was closed meanwhile changes nothing: what is on top now was not submitted.
 */
export async function submitView(
  { scene, deliver }: Actor,
  viewId: string,
  values: Readonly<Record<string, unknown>>,
): Promise<SubmitResult> {
  refuseUninstalled(scene);
  const { views } = scene.workspace;
  const userId = scene.user.id;
  const view = views.stack(userId).find((one) => one.id === viewId);
  if (view === undefined) throw new InputError(`${userId} has no modal ${viewId} open.`);
  const state = stateFrom(scene, view.blocks, values);
  const wrong = checkInputs(view.blocks, state);
  if (Object.keys(wrong).length > 0) return { acknowledged: false, errors: wrong, view };
  const triggerId = scene.world.triggers(scene.workspace.id).issue(userId);
  const outcome = await deliver('interactive', submissionPayload(scene, view, state, triggerId), true);
  if (!outcome.acknowledged) return { acknowledged: false, error: outcome.error, view };
  try {
    const isOpen = views.stack(userId).some((one) => one.id === viewId);
    const errors = isOpen ? answer(scene, view, outcome.payload) : undefined;
    const top = views.stack(userId).at(-1);
    return {
      acknowledged: true,
      ...(errors === undefined ? {} : { errors }),
      ...(top === undefined ? {} : { view: top }),
    };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { code, details } = error;
    const { id, payload } = outcome;
    scene.world.journal.record({ kind: 'refused', id, payload, error: code, details });
    return { acknowledged: false, error: error.message, view };
  }
}

function answer(
  { workspace, user }: Scene,
  view: View,
  payload: unknown,
): Record<string, string> | undefined {
  const { views } = workspace;
  if (!payload || (typeof payload === 'object' && Object.keys(payload).length === 0)) {
    views.remove(view);
    return undefined;
  }
  const parsed = responseAction.safeParse(payload);
  if (!parsed.success) throw new SlackError('invalid_response_action');
  const action = parsed.data;
  switch (action.response_action) {
    case 'errors': {
      const known = new Set(
        view.blocks.flatMap((block) => (block.type === 'input' ? (block.block_id ?? []) : [])),
      );
      const strange = Object.keys(action.errors).filter((id) => !known.has(id));
      if (strange.length > 0)
        throw new SlackError('invalid_errors', [`no input block: ${strange.join(', ')}`]);
      return action.errors;
    }
    case 'update':
      views.update(view, readView(action.view, 'modal'));
      return undefined;
    case 'push':
      if (views.stack(user.id).length >= viewStackLimit) throw new SlackError('push_limit_reached');
      views.push(user.id, readView(action.view, 'modal'));
      return undefined;
    case 'clear':
      views.close(user.id, true);
      return undefined;
  }
}
