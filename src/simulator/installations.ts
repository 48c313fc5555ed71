import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { SlackError } from './slack-error.ts';

/** The app in a workspace: who installed it, and what it may do there. */
export type Installation = {
  readonly workspaceId: string;
  /** `undefined` in a workspace that began with the app. */
  readonly installer: string | undefined;
  /** `undefined`: none is checked. */
  readonly scopes: readonly string[] | undefined;
};

/** What an exchange hands out. Only rotated tokens expire, and come with one that fetches the next. */
export type Grant = {
  readonly token: string;
  readonly refreshToken?: string;
  readonly expiresInSeconds?: number;
};

/** Which workspaces have the app, and the tokens it has for them. */
export type Installations = {
  readonly of: (workspaceId: string) => Installation | undefined;
  /** Whose token this is. Throws Slack's refusal of one that is strange, or no longer good. */
  readonly holder: (token: string) => Installation;
  /** The same, without a refusal. */
  readonly find: (token: string) => Installation | undefined;
  readonly install: (installation: Installation) => Grant;
  /** Uses up the token; `undefined` for one that is not good. */
  readonly refresh: (refreshToken: string) => { installation: Installation; grant: Grant } | undefined;
  readonly revoke: (token: string) => void;
  readonly uninstall: (workspaceId: string) => void;
};

type Token = { readonly installation: Installation; readonly expiresAt?: number; readonly ended?: string };

export const tokenLifeSeconds = 12 * 60 * 60;

export type InstallationsDeps = {
  readonly clock: Clock;
  readonly rotates: boolean;
  /** The token a workspace is to have at its first installation. */
  readonly firstToken: (workspaceId: string) => string;
  readonly changed: () => void;
};

export function createInstallations(
  seeded: readonly (readonly [token: string, installation: Installation])[],
  { clock, rotates, firstToken, changed }: InstallationsDeps,
): Installations {
  const current = new Map<string, Installation>();
  const tokens = new Map<string, Token>();
  const refreshTokens = new Map<string, Installation>();
  for (const [token, installation] of seeded) {
    current.set(installation.workspaceId, installation);
    tokens.set(token, { installation });
  }

  const holder = (token: string): Installation => {
    const known = tokens.get(token);
    if (known === undefined) throw new SlackError('invalid_auth');
    if (known.ended !== undefined) throw new SlackError(known.ended);
    if (known.expiresAt !== undefined && clock.now() >= known.expiresAt)
      throw new SlackError('token_expired');
    return known.installation;
  };
  const endWhere = (ends: (token: string, one: Token) => boolean, why: string) => {
    for (const [token, one] of tokens)
      if (ends(token, one) && one.ended === undefined) tokens.set(token, { ...one, ended: why });
  };
  const forgetRefreshTokens = (workspaceId: string) => {
    for (const [token, one] of refreshTokens)
      if (one.workspaceId === workspaceId) refreshTokens.delete(token);
  };
  const grant = (installation: Installation): Grant => {
    const { workspaceId } = installation;
    if (!rotates) {
      const living = [...tokens].find(
        ([, one]) => one.installation.workspaceId === workspaceId && one.ended === undefined,
      );
      const first = firstToken(workspaceId);
      const token = living?.[0] ?? (tokens.has(first) ? secret('xoxb-') : first);
      tokens.set(token, { installation });
      return { token };
    }
    const token = secret('xoxe.xoxb-1-');
    const refreshToken = secret('xoxe-1-');
    tokens.set(token, { installation, expiresAt: clock.now() + tokenLifeSeconds * 1000 });
    refreshTokens.set(refreshToken, installation);
    return { token, refreshToken, expiresInSeconds: tokenLifeSeconds };
  };

  return {
    of: (workspaceId) => current.get(workspaceId),
    holder,
    find: (token) => {
      try {
        return holder(token);
      } catch (error) {
        if (error instanceof SlackError) return undefined;
        throw error;
      }
    },
    install: (installation) => {
      current.set(installation.workspaceId, installation);
      const granted = grant(installation);
      changed();
      return granted;
    },
    refresh: (refreshToken) => {
      const installation = refreshTokens.get(refreshToken);
      if (installation === undefined) return undefined;
      refreshTokens.delete(refreshToken);
      return { installation, grant: grant(installation) };
    },
    revoke: (token) => {
      endWhere((one) => one === token, 'token_revoked');
      changed();
    },
    uninstall: (workspaceId) => {
      endWhere((_token, { installation }) => installation.workspaceId === workspaceId, 'account_inactive');
      forgetRefreshTokens(workspaceId);
      current.delete(workspaceId);
      changed();
    },
  };
}

function secret(prefix: string): string {
  return prefix + randomBytes(24).toString('hex');
}
