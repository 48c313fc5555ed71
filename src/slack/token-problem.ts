import { WebAPIPlatformError } from '@slack/web-api';

/** Slack's words for a token that no retry will mend. */
const HOPELESS = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
  'no_permission',
  'org_login_required',
  'user_removed_from_team',
  'team_disabled',
]);

/** Slack's error name if the token itself was refused, otherwise undefined: Slack was away, busy or slow. */
export function tokenProblem(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  return HOPELESS.has(error.data.error) ? error.data.error : undefined;
}
