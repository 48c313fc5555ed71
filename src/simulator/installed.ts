import { InputError } from '../errors.ts';
import type { Scene } from './payloads.ts';

/** What stands on the screen of a workspace outlives the app's installation there; the app must not hear of it. */
export function refuseUninstalled({ world, workspace }: Pick<Scene, 'world' | 'workspace'>): void {
  if (world.installations.of(workspace.id) === undefined)
    throw new InputError(`The app is not installed in ${workspace.name}.`);
}
