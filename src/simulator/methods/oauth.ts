import { z } from 'zod';
import { flag } from '../arguments.ts';
import type { Grant, Installation } from '../installations.ts';
import { SlackError } from '../slack-error.ts';
import type { World } from '../world.ts';
import { botMethod, openMethod, type SendEvent } from './method.ts';

const client = { client_id: z.string().optional(), client_secret: z.string().optional() };

const access = openMethod(
  'client',
  z.looseObject({
    ...client,
    code: z.string().optional(),
    redirect_uri: z.string().optional(),
    grant_type: z.string().optional(),
    refresh_token: z.string().optional(),
  }),
  (args, world) => {
    requireClient(world, args);
    switch (args.grant_type ?? 'authorization_code') {
      case 'authorization_code':
        return exchange(world, args.code, args.redirect_uri);
      case 'refresh_token':
        return refresh(world, args.refresh_token);
      default:
        throw new SlackError('invalid_grant_type');
    }
  },
);

const revoke = (sendEvent: SendEvent) =>
  botMethod([], z.looseObject({ test: flag.optional() }), ({ test }, { world, workspace, token }) => {
    if (test === true) return { revoked: false };
    world.installations.revoke(token);
    sendEvent(tokensRevoked(workspace.botUserId), workspace.id);
    return { revoked: true };
  });

const uninstall = (sendEvent: SendEvent) =>
  botMethod([], z.looseObject(client), (args, { world, workspace }) => {
    requireClient(world, args);
    world.installations.uninstall(workspace.id);
    sendEvent(tokensRevoked(workspace.botUserId), workspace.id);
    sendEvent({ type: 'app_uninstalled' }, workspace.id);
    return {};
  });

export const oauthMethods = (sendEvent: SendEvent) => ({
  'oauth.v2.access': access,
  'auth.revoke': revoke(sendEvent),
  'apps.uninstall': uninstall(sendEvent),
});

function tokensRevoked(bot: string): Readonly<Record<string, unknown>> {
  return { type: 'tokens_revoked', tokens: { oauth: [], bot: [bot] } };
}

function requireClient(
  { oauth }: World,
  { client_id, client_secret }: { client_id?: string | undefined; client_secret?: string | undefined },
): void {
  if (oauth === undefined || client_id !== oauth.clientId) throw new SlackError('invalid_client_id');
  if (client_secret !== oauth.clientSecret) throw new SlackError('bad_client_secret');
}

function exchange(world: World, code: string | undefined, redirectUri: string | undefined): object {
  const consent = world.codes.take(code ?? '');
  if (consent === undefined) throw new SlackError('invalid_code');
  if (consent.redirectUri !== redirectUri) throw new SlackError('bad_redirect_uri');
  const installation: Installation = consent;
  const granted = world.installations.install(installation);
  return { ...describeGrant(world, installation, granted), authed_user: { id: consent.installer } };
}

function refresh(world: World, refreshToken: string | undefined): object {
  const refreshed = world.installations.refresh(refreshToken ?? '');
  if (refreshed === undefined) throw new SlackError('invalid_refresh_token');
  return describeGrant(world, refreshed.installation, refreshed.grant);
}

function describeGrant(world: World, { workspaceId, scopes }: Installation, granted: Grant): object {
  const workspace = world.workspace(workspaceId);
  const { token, refreshToken, expiresInSeconds } = granted;
  return {
    app_id: world.appId,
    access_token: token,
    token_type: 'bot',
    scope: (scopes ?? []).join(','),
    bot_user_id: workspace.botUserId,
    team: { id: workspace.id, name: workspace.name },
    enterprise: null,
    is_enterprise_install: false,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken, expires_in: expiresInSeconds }),
  };
}
