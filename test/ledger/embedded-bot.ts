import { startEmbedded } from '../../src/ledger/embedded.ts';

/** A bot reduced to its database, to be killed: prints what it got as one line of JSON and lives on. */
const [dataDir = ''] = process.argv.slice(2);
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const { url, adopted } = await startEmbedded({ dataDir, log: silent, disposable: true });
process.stdout.write(`${JSON.stringify({ url, adopted })}\n`);
