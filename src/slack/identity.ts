import type { WebClient } from '@slack/web-api';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { backOffMs } from './back-off.ts';
import { pause } from './pause.ts';
import { tokenProblem } from './token-problem.ts';

/** Whose token it is: the workspace and the bot in it. */
export type Identity = {
  readonly workspaceId: string;
  readonly botId: string | undefined;
  readonly botUserId: string | undefined;
};

/**
 * Asks `auth.test` until Slack answers. Throws an `AppError` when the token is refused (`slack_token`) or the signal is
 * aborted (`stopped`).
 */
export async function identify(
  client: WebClient,
  { token, log, signal }: { readonly token: string; readonly log: Log; readonly signal: AbortSignal },
): Promise<Identity> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      const { team_id: workspaceId, bot_id: botId, user_id: botUserId } = await client.auth.test({ token });
      if (workspaceId !== undefined) return { workspaceId, botId, botUserId };
      throw new AppError('slack_answer', "Slack's auth.test named no workspace.");
    } catch (err) {
      const problem = tokenProblem(err);
      if (problem !== undefined)
        throw new AppError(
          'slack_token',
          `Slack refused SLACK_BOT_TOKEN (${problem}). Copy it again: https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.`,
          { cause: err },
        );
      const waitMs = backOffMs(failures, err);
      log.warn({ err, waitMs }, 'Slack is not reachable: trying again');
      await pause(waitMs, signal);
    }
  }
  throw new AppError('stopped', 'Stopped before Slack answered.');
}
