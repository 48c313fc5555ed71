import { addAppMetadata } from '@slack/web-api';
import { z } from 'zod';
import { startBot } from '../../src/bot.ts';
import { endOnUnhandled } from '../../src/lifetime.ts';
import { createLog } from '../../src/log.ts';
import { createHandlers } from '../../src/slack/handlers.ts';

const env = z
  .object({
    BOT_NAME: z.string(),
    BOT_TOKEN: z.string(),
    APP_TOKEN: z.string(),
    API_URL: z.string(),
    DATABASE_URL: z.string(),
    PACE_MS: z.coerce.number(),
    NOW: z.coerce.number(),
  })
  .parse(process.env);
const told = z.object({ now: z.number() });

/** One bot of several: its time is what its parent says, and its calls to Slack say which bot it is. */
const log = createLog({ level: 'fatal' });
endOnUnhandled(log);
process.on('disconnect', () => process.exit(1));
addAppMetadata({ name: 'bot', version: env.BOT_NAME });
let time = env.NOW;
const bot = await startBot({
  config: {
    slack: {
      botToken: env.BOT_TOKEN,
      apiUrl: env.API_URL,
      transport: { kind: 'socket', appToken: env.APP_TOKEN },
    },
    databaseUrl: env.DATABASE_URL,
    hashKey: 'of tests',
    dataDir: undefined,
    port: 0,
    host: '127.0.0.1',
    logLevel: 'fatal',
  },
  clock: { now: () => time },
  log,
  createHandlers,
  paceMs: env.PACE_MS,
  takeOverAfterMs: 3_000,
});
process.on('message', (message) => {
  time = told.parse(message).now;
  void bot.tick();
});
process.send?.('ready');
