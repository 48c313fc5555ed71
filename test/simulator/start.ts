import { App, type AppOptions, type Logger, LogLevel } from '@slack/bolt';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';

export const appToken = 'xapp-1-A0SIMULATED-1-test';
export const botToken = 'xoxb-test';
export const signingSecret = 'signing-secret';

export const manifest = {
  display_information: { name: 'Probe' },
  features: {
    bot_user: { display_name: 'Probe' },
    app_home: { home_tab_enabled: true },
    slash_commands: [{ command: '/probe', description: 'Probes', usage_hint: '[text]', should_escape: true }],
  },
  oauth_config: {
    scopes: {
      bot: ['commands', 'chat:write', 'users:read', 'im:write', 'channels:read'],
      bot_optional: ['chat:write.public'],
    },
  },
};

/** A workspace with three people, a public, a private and an uninvited channel; a clock that tests set. */
export async function startWorkspace(
  options: Partial<SimulatorOptions> & { grantsOptionalScopes?: boolean } = {},
): Promise<{
  simulator: Simulator;
  clock: { time: number };
}> {
  const { grantsOptionalScopes = false, ...rest } = options;
  const clock = { time: Date.UTC(2026, 10, 24, 9) };
  const simulator = await startSimulator({
    manifest,
    workspaces: [
      {
        id: 'T0ACME',
        name: 'Acme',
        domain: 'acme',
        botToken,
        grantsOptionalScopes,
        users: [
          { id: 'U0LENA', name: 'lena', realName: 'Lena Ortiz', tz: 'Europe/Berlin', isAdmin: true },
          { id: 'U0OMAR', name: 'omar', realName: 'Omar Diallo', tz: 'America/Los_Angeles' },
          { id: 'U0GONE', name: 'gone', realName: 'Gone Person', tz: 'UTC', deleted: true },
        ],
        channels: [
          { id: 'C0SALES', name: 'sales', members: ['U0LENA', 'U0OMAR'] },
          { id: 'C0QUIET', name: 'quiet', members: ['U0LENA'], botIsMember: false },
          { id: 'G0BOARD', name: 'board', isPrivate: true, members: ['U0LENA'], botIsMember: false },
        ],
      },
    ],
    appToken,
    signingSecret,
    clock: { now: () => clock.time },
    ...rest,
  });
  return { simulator, clock };
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The real Bolt, pointed at the simulator by its Web API address alone. */
export function boltOptions(simulator: Simulator): AppOptions {
  return {
    token: botToken,
    logger: silent,
    convoStore: false,
    deferInitialization: true,
    clientOptions: { slackApiUrl: simulator.apiUrl, retryConfig: { retries: 0 } },
  };
}

export async function startSocketApp(simulator: Simulator, listen: (app: App) => void): Promise<App> {
  const app = new App({ ...boltOptions(simulator), socketMode: true, appToken });
  listen(app);
  await app.init();
  await app.start();
  await simulator.connected();
  return app;
}

export async function startHttpApp(simulator: Simulator, listen: (app: App) => void): Promise<App> {
  const app = new App({ ...boltOptions(simulator), signingSecret });
  listen(app);
  await app.init();
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  simulator.pushTo(`http://127.0.0.1:${address.port}/slack/events`);
  return app;
}
