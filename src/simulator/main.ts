import { systemClock } from '../clock.ts';
import { AppError, InputError } from '../errors.ts';
import { help, readSettings, readYaml, type Settings } from './command-line.ts';
import type { WorkspaceSeed } from './seed.ts';
import { startSimulator } from './simulator.ts';
import { defaultWorkspaces, readWorkspaces } from './workspace-file.ts';

const defaultPort = 3500;
const appToken = 'xapp-simulated';
const signingSecret = 'simulated-signing-secret';
const interrupted = 130;

async function start({ manifest: manifestFile, workspace: file, port, push }: Settings) {
  const manifest = await readYaml(manifestFile);
  const workspaces = readWorkspaces(
    file === undefined ? defaultWorkspaces : await readYaml(file),
    file ?? 'The default',
  );
  const options = { manifest, workspaces, appToken, signingSecret, clock: systemClock, page: true };
  const simulator = await startSimulator({ ...options, port: port ?? defaultPort }).catch((error) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    if (port !== undefined)
      throw new InputError(`Port ${port} is taken. Leave --port out for another one.`, { cause: error });
    return startSimulator({ ...options, port: 0 });
  });
  simulator.pushTo(push);
  return { simulator, workspaces };
}

function describe(
  url: string,
  apiUrl: string,
  workspaces: readonly WorkspaceSeed[],
  push: string | undefined,
): string {
  const [first] = workspaces;
  const viaPush = push !== undefined;
  return [
    `Simulated Slack: ${url}`,
    '',
    `  SLACK_API_URL=${apiUrl}`,
    ...workspaces.map(({ botToken, name }) => `  SLACK_BOT_TOKEN=${botToken}  # ${name}`),
    `  SLACK_APP_TOKEN=${appToken}`,
    `  SLACK_SIGNING_SECRET=${signingSecret}`,
    '',
    viaPush ? `Signed requests go to ${push}. A Bolt app that takes them:` : 'A Bolt app that connects:',
    '',
    '  const app = new App({',
    `    token: '${first?.botToken ?? ''}',`,
    ...(viaPush
      ? [`    signingSecret: '${signingSecret}',`]
      : [`    appToken: '${appToken}',`, '    socketMode: true,']),
    `    clientOptions: { slackApiUrl: '${apiUrl}' },`,
    '  });',
    `  await app.start(${viaPush ? new URL(push).port || '' : ''});`,
    '',
    'Ctrl-C ends it; end the app first.',
    '',
  ].join('\n');
}

/** The first Ctrl-C or SIGTERM asks to stop in order, the second stops at once. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (asked) process.exit(interrupted);
        asked = true;
        resolve();
      });
    }
  });
}

const stop = askedToStop();
try {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) process.stdout.write(help);
  else {
    const { simulator, workspaces } = await start(settings);
    process.stdout.write(describe(simulator.url, simulator.apiUrl, workspaces, settings.push));
    await stop;
    await simulator.close();
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
process.exit(0);
