import { type Logger, SocketModeReceiver } from '@slack/bolt';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { backOffMs } from './back-off.ts';
import { pause, within } from './pause.ts';
import { tokenProblem } from './token-problem.ts';
import type { SlackTransport } from './transport.ts';

const HELLO_WITHIN_MS = 15_000;
const CLOSE_WITHIN_MS = 1_000;
/** Whoever is cut off sooner waits longer each time before connecting again. */
const STEADY_MS = 10_000;

/**
 * Socket Mode, kept connected by us: Bolt's own reconnection waits at least 5 s, and ends the process with an unhandled
 * rejection when Slack is unreachable at that moment.
 */
export function createSocket(o: {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly logger: Logger;
  readonly log: Log;
}): SlackTransport {
  const { log } = o;
  const receiver = new SocketModeReceiver({
    appToken: o.appToken,
    logger: o.logger,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        slackApiUrl: o.apiUrl,
        timeout: 10_000,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
    // Not acknowledged: Slack delivers again.
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'a delivery was not processed');
      return false;
    },
  });
  const { client } = receiver;
  const closing = new AbortController();
  let problem: string | undefined = 'Slack is not connected yet.';
  let kept: Promise<void> = Promise.resolve();

  /** `lost` resolves when the connection is gone. */
  async function connectOnce(): Promise<{ readonly lost: Promise<void> }> {
    let gone = () => {};
    const lost = new Promise<void>((resolve) => {
      gone = resolve;
    });
    client.once('disconnected', gone);
    try {
      if ((await within(HELLO_WITHIN_MS, client.start())) !== undefined) return { lost };
      await disconnect();
      throw new AppError('slack_silent', 'Slack accepted the socket and said nothing.');
    } catch (err) {
      client.off('disconnected', gone);
      throw err ?? new AppError('slack_closed', 'Slack closed the socket at once.');
    }
  }

  /** A second call forces what a silent peer does not close. */
  async function disconnect(): Promise<void> {
    const closed = client.disconnect().then(() => true);
    if ((await within(CLOSE_WITHIN_MS, closed)) === undefined) await client.disconnect();
  }

  /** Calls `onFirst` once, with an error if the token is refused; then lives until closed. */
  async function keepConnected(onFirst: (err?: unknown) => void): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; ) {
      try {
        const { lost } = await connectOnce();
        if (closing.signal.aborted) return await disconnect();
        problem = undefined;
        log.info('Slack is connected');
        onFirst();
        const since = performance.now();
        await lost;
        problem = 'Slack closed the socket; connecting again.';
        failures = performance.now() - since > STEADY_MS ? 0 : failures + 1;
        if (failures > 1) await pause(backOffMs(failures), closing.signal);
      } catch (err) {
        failures += 1;
        const refused = tokenProblem(err);
        if (refused !== undefined) onFirst(refusedToken(refused, err));
        problem = 'Slack is not reachable; trying again.';
        const waitMs = backOffMs(failures, err);
        log.warn({ err, waitMs }, 'the socket to Slack did not open: trying again');
        await pause(waitMs, closing.signal);
      }
    }
  }

  return {
    receiver,
    problem: () => problem,
    async open(signal) {
      const stop = () => closing.abort();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await new Promise<void>((resolve, reject) => {
          kept = keepConnected((err) => (err === undefined ? resolve() : reject(err)));
          kept.then(() => reject(new AppError('stopped', 'Stopped before Slack was connected.')));
        });
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      closing.abort();
      problem = 'Stopping.';
      await disconnect();
      await within(CLOSE_WITHIN_MS, kept);
    },
  };
}

function refusedToken(problem: string, cause: unknown): AppError {
  return new AppError(
    'slack_token',
    `Slack refused SLACK_APP_TOKEN (${problem}). Make one with the scope connections:write: https://api.slack.com/apps → your app → Basic Information → App-Level Tokens.`,
    { cause },
  );
}
