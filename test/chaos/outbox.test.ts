import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { connectLedger } from '../../src/ledger/connect.ts';
import { startEmbedded } from '../../src/ledger/embedded.ts';
import { migrateLedger } from '../../src/ledger/migrate.ts';
import { createTestLedger } from '../ledger/database.ts';
import { type Chaos, startChaos } from './chaos.ts';

/** The round is the seed, so that it stands in the name of one that fails. */
const rounds = Array.from({ length: Number(process.env.CHAOS_ROUNDS ?? 1) }, (_, n) => n + 1);
const channels = 300;
const paceMs = 200;
const timeoutMs = 240_000;

/** Of two tests at once each closes what is its own. */
type Finish = TestContext['onTestFinished'];

async function begin(onTestFinished: Finish, options: Parameters<typeof startChaos>[0]): Promise<Chaos> {
  const chaos = await startChaos(options);
  onTestFinished(() => chaos.stop());
  return chaos;
}

/** The two of a round at once: they spend most of their time waiting for another attempt. */
describe.each(rounds)('every digest is said (seed %i)', (seed) => {
  it.concurrent(
    'and said twice only where no bot could know, while bots are killed',
    async ({ onTestFinished }) => {
      const { ledger, url: databaseUrl, drop } = await createTestLedger();
      onTestFinished(drop);
      const chaos = await begin(onTestFinished, { ledger, databaseUrl, seed, channels, paceMs });
      chaos.fallDue();
      // In the act, at any moment, and in the act.
      await chaos.replace(await chaos.atPost(channels * 0.15));
      const speaker = await chaos.atPost(channels * 0.4);
      await chaos.replace(chaos.bots.find((bot) => bot !== speaker) ?? speaker);
      await chaos.replace(await chaos.atPost(channels * 0.65));
      await chaos.allSaid();

      const { missing, repeats, lost, excused } = await chaos.account();
      expect({ missing, repeats }).toEqual({ missing: [], repeats: [] });
      expect(chaos.bots.filter((bot) => bot.hasEnded())).toEqual([]);
      // Else nothing was put to the proof.
      expect(lost).toBeGreaterThan(0);
      expect(excused.length).toBeGreaterThanOrEqual(lost);
    },
    timeoutMs,
  );

  it.concurrent(
    'and said twice only where an answer of Slack was lost, while the database dies',
    async ({ onTestFinished }) => {
      const { ledger, url: databaseUrl, server } = await startOwnServer(onTestFinished);
      const chaos = await begin(onTestFinished, { ledger, databaseUrl, seed: -seed, channels, paceMs });
      chaos.fallDue();
      // Slack has taken a message, and nobody can write that down before the server is back.
      await chaos.atPost(channels / 3);
      process.kill(server.pid, 'SIGQUIT');
      await chaos.allSaid();

      const { missing, repeats, lost } = await chaos.account();
      expect({ missing, repeats }).toEqual({ missing: [], repeats: [] });
      expect(chaos.bots.filter((bot) => bot.hasEnded())).toEqual([]);
      expect(server.starts).toBe(2);
      expect(lost).toBeGreaterThan(0);
    },
    timeoutMs,
  );
});

/** A server that may die: the other tests have theirs. */
async function startOwnServer(onTestFinished: Finish) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `headroom-test-${process.pid}-`));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  fs.chmodSync(folder, 0o711); // as root, the server is another user's
  const server = { pid: 0, starts: 0 };
  const log = {
    info: ({ pid }: { readonly pid?: number }) => {
      server.starts += 1;
      server.pid = pid ?? 0;
    },
    warn: () => {},
    error: () => {},
  };
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'data'), log, disposable: true });
  onTestFinished(() => embedded.stop());
  const ledger = connectLedger({ hashKey: 'of tests', url: embedded.url });
  onTestFinished(() => ledger.close());
  await migrateLedger(ledger);
  return { ledger, url: embedded.url, server };
}
