import type { Manifest } from './manifest.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** The scopes of a workspace's bot token; `undefined` when the manifest names none, and none is checked. */
export function grantedScopes(world: World, workspace: Workspace): readonly string[] | undefined {
  return world.installations.of(workspace.id)?.scopes;
}

/** The scopes of a workspace that began with the app. */
export function seededScopes(
  { scopes }: Manifest,
  { grantsOptionalScopes }: { readonly grantsOptionalScopes?: boolean },
): readonly string[] | undefined {
  if (scopes === undefined) return undefined;
  return grantsOptionalScopes === true ? [...scopes.granted, ...scopes.optional] : scopes.granted;
}
