import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** The scopes of a workspace's bot token; `undefined` when the manifest names none, and none is checked. */
export function grantedScopes(world: World, workspace: Workspace): readonly string[] | undefined {
  const scopes = world.manifest.scopes;
  if (scopes === undefined) return undefined;
  return workspace.grantsOptionalScopes ? [...scopes.granted, ...scopes.optional] : scopes.granted;
}
