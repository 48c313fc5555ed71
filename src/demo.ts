import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from './clock.ts';
import { type MachineConfig, readDemoConfig } from './config.ts';
import { startDemo } from './demo/start.ts';
import { defaultDataDir } from './ledger/embedded.ts';
import { endOnUnhandled, exitWith, type Stop, untilStopped } from './lifetime.ts';
import { createLog, type Log } from './log.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));

async function run(settings: MachineConfig, log: Log, stop: Stop): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const demo = await startDemo({
    dataDir: join(settings.dataDir ?? defaultDataDir({ root: isRoot, checkout }), 'demo'),
    fresh: process.argv.includes('--fresh'),
    port: settings.port,
    clock: systemClock,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    log,
    signal: stop.signal,
    say,
  });
  say(`Ready. Open ${demo.url}: “Try this” leads through a first day (Ctrl-C ends the demo).`);
  await stop.asked;
  await demo.stop();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const settings = readDemoConfig();
const log = createLog({ level: settings.logLevel });
endOnUnhandled(log);
const stop = untilStopped(log);
await run(settings, log, stop).catch((err) => (stop.signal.aborted ? undefined : exitWith(err)));
process.exit(0);
