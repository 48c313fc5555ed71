import { startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { endOnUnhandled, exitWith, untilStopped } from './lifetime.ts';
import { createLog } from './log.ts';
import { createHandlers } from './slack/handlers.ts';

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (err) {
    return exitWith(err);
  }
}

const config = readConfigOrExit();
const log = createLog({ level: config.logLevel });
endOnUnhandled(log);
const { signal, asked } = untilStopped(log);

try {
  const bot = await startBot({ config, clock: systemClock, log, createHandlers, signal });
  await asked;
  await bot.stop();
} catch (err) {
  // What was still starting is given up by throwing; `startBot` has closed it all.
  if (!signal.aborted) exitWith(err);
}
log.info('stopped');
process.exit(0);
