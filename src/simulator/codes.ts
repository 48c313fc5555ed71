import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** What a member allowed on the consent page. */
export type Consent = {
  readonly workspaceId: string;
  readonly installer: string;
  readonly scopes: readonly string[];
  /** As the app sent it; the exchange must name the same. */
  readonly redirectUri: string | undefined;
};

/** The codes that consent is exchanged by: each works once, within ten minutes. */
export type Codes = {
  readonly issue: (consent: Consent) => string;
  readonly take: (code: string) => Consent | undefined;
};

export const codeLifeMs = 10 * 60 * 1000;

export function createCodes(clock: Clock): Codes {
  const codes = new Map<string, { readonly consent: Consent; readonly expiresAt: number }>();
  return {
    issue: (consent) => {
      const code = randomBytes(24).toString('hex');
      codes.set(code, { consent, expiresAt: clock.now() + codeLifeMs });
      return code;
    },
    take: (code) => {
      const known = codes.get(code);
      codes.delete(code);
      return known === undefined || clock.now() >= known.expiresAt ? undefined : known.consent;
    },
  };
}
