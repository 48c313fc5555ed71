import { WebAPIPlatformError } from '@slack/web-api';

/** Slack's own code of a refused call, such as `expired_trigger_id`; undefined for any other error. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}
