import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type BufferedIncomingMessage,
  HTTPModuleFunctions as bolt,
  HTTPReceiver,
  isRawBodyError,
  type Logger,
} from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { SlackTransport } from './transport.ts';

const ENDPOINT = '/slack/events';
const FORM = 'application/x-www-form-urlencoded';

/** Commands and interactions come as forms, events as JSON. */
const FormBody = z.union([
  z.looseObject({ command: z.string() }),
  z.looseObject({ type: z.string() }),
  z.looseObject({ ssl_check: z.string() }),
]);
const JsonBody = z.looseObject({ type: z.enum(['event_callback', 'url_verification', 'app_rate_limited']) });

/**
 * Signed HTTP. Bolt's receiver dispatches, the server around it is ours. What it cannot take is answered before it sees
 * it: a signed body of another shape would end the process, or wait 3 s for a 404.
 */
export function createHttp(o: {
  readonly signingSecret: string;
  readonly logger: Logger;
  readonly log: Log;
}): SlackTransport {
  const { signingSecret, logger, log } = o;
  // Only verified requests reach it: to verify each a second time would cost a tenth of its throughput.
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: ENDPOINT,
    logger,
    signatureVerification: false,
  });
  let problem: string | undefined = 'Slack is not initialised yet.';

  /** The body, read and verified; or the status to answer with. */
  async function verify(req: IncomingMessage): Promise<BufferedIncomingMessage | number> {
    try {
      const options = { enabled: true, signingSecret, bodyLimit: bolt.defaultBodyLimit };
      return await bolt.parseAndVerifyHTTPRequest(options, req);
    } catch (err) {
      return isRawBodyError(err) && err.statusCode === 413 ? 413 : 401;
    }
  }

  async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const verified = await verify(req);
    const status = typeof verified === 'number' ? verified : refusal(verified);
    if (status === undefined) return receiver.requestListener(req, res);
    log.warn({ status }, 'a request to /slack/events was refused');
    // A body that was not read to its end cannot be followed by another request.
    res.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
  }

  return {
    receiver,
    problem: () => problem,
    listener(req, res) {
      if (req.method !== 'POST' || req.url?.split('?')[0] !== ENDPOINT) return void res.writeHead(404).end();
      receive(req, res).catch((err) => {
        log.error({ err }, 'a request to /slack/events failed');
        if (!res.headersSent) res.writeHead(500);
        res.end();
      });
    },
    async open() {
      problem = undefined;
    },
    async close() {
      problem = 'Stopping.';
    },
  };
}

/** 400 or 415 for a verified body that is no delivery. */
function refusal(req: BufferedIncomingMessage): number | undefined {
  const isForm = req.headers['content-type'] === FORM;
  try {
    const body: unknown = bolt.parseHTTPRequestBody(req);
    const isDelivery = (isForm ? FormBody : JsonBody).safeParse(body).success;
    if (isDelivery) return undefined;
    return isForm ? 400 : 415;
  } catch (err) {
    if (err instanceof SyntaxError) return 400;
    throw err;
  }
}
