import { z } from 'zod';
import { InputError } from './errors.ts';

/** How Slack reaches the bot: a socket the bot opens, or signed HTTP requests to `/slack/events`. */
export type Transport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

export type Config = MachineConfig & {
  readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly transport: Transport };
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Key of the hashes of the do-not-contact list. Undefined only with the embedded PostgreSQL, which keeps its own. */
  readonly hashKey: string | undefined;
  /** Without it: no `/metrics`. */
  readonly metricsPort?: number;
};

/** Where and how it runs. */
export type MachineConfig = {
  /** Undefined: the default, which depends on who runs the bot and from where. */
  readonly dataDir: string | undefined;
  readonly port: number;
  /** Undefined: all interfaces. */
  readonly host: string | undefined;
  readonly logLevel: LogLevel;
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const APP_PAGES = 'https://api.slack.com/apps → your app';
const WHERE = {
  SLACK_BOT_TOKEN: `It begins with xoxb-: ${APP_PAGES} → OAuth & Permissions → Bot User OAuth Token.`,
  SLACK_APP_TOKEN: `It begins with xapp-: ${APP_PAGES} → Basic Information → App-Level Tokens (scope connections:write).`,
  SLACK_SIGNING_SECRET: `${APP_PAGES} → Basic Information → App Credentials → Signing Secret.`,
  HASH_KEY: 'Make one and keep it: openssl rand -hex 32.',
} as const;

/** An empty variable is a missing one, as in a compose file's `NAME=`. */
const setting = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined);

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function shaped(isRight: (value: string) => boolean, message: string) {
  return setting.refine((value) => value === undefined || isRight(value), { message });
}

const databaseUrl = shaped(
  (it) => isUrl(it, ['postgres:', 'postgresql:']),
  'is not a PostgreSQL address, such as postgres://user:password@host:5432/headroom. Leave it out for the embedded PostgreSQL.',
);

const port = shaped((it) => /^\d{1,5}$/.test(it) && Number(it) <= 65_535, 'is not a port from 0 to 65535.');

const machine = {
  DATA_DIR: setting,
  PORT: port,
  HOST: setting,
  LOG_LEVEL: shaped(
    (it) => LOG_LEVELS.some((level) => level === it),
    `is not one of ${LOG_LEVELS.join(', ')}.`,
  ),
};

const Environment = z
  .object({
    SLACK_BOT_TOKEN: shaped((it) => /^xoxb-\S+$/.test(it), `is not a bot token. ${WHERE.SLACK_BOT_TOKEN}`),
    SLACK_APP_TOKEN: shaped((it) => /^xapp-\S+$/.test(it), `is not an app token. ${WHERE.SLACK_APP_TOKEN}`),
    SLACK_SIGNING_SECRET: shaped(
      (it) => /^(?!xox|xapp-)\S+$/.test(it),
      `is not a signing secret. ${WHERE.SLACK_SIGNING_SECRET}`,
    ),
    SLACK_API_URL: shaped(
      (it) => isUrl(it, ['http:', 'https:']),
      'is not a web address. Leave it out for Slack itself: https://slack.com/api/.',
    ),
    DATABASE_URL: databaseUrl,
    HASH_KEY: setting,
    METRICS_PORT: port,
    ...machine,
  })
  .superRefine((env, report) => {
    const wrong = (name: string, message: string) =>
      report.addIssue({ code: 'custom', path: [name], message });
    if (env.SLACK_BOT_TOKEN === undefined) wrong('SLACK_BOT_TOKEN', `is missing. ${WHERE.SLACK_BOT_TOKEN}`);
    if (env.SLACK_APP_TOKEN === undefined && env.SLACK_SIGNING_SECRET === undefined) {
      wrong('SLACK_APP_TOKEN', `is missing (for Socket Mode). ${WHERE.SLACK_APP_TOKEN}`);
      wrong('SLACK_SIGNING_SECRET', `is missing (for HTTP instead). ${WHERE.SLACK_SIGNING_SECRET}`);
    }
    if (env.SLACK_APP_TOKEN !== undefined && env.SLACK_SIGNING_SECRET !== undefined) {
      const both = 'is set together with';
      wrong(
        'SLACK_APP_TOKEN',
        `${both} SLACK_SIGNING_SECRET. Socket Mode needs no signing secret: remove one.`,
      );
      wrong('SLACK_SIGNING_SECRET', `${both} SLACK_APP_TOKEN. Keep it for HTTP, remove it for Socket Mode.`);
    }
    if (env.DATABASE_URL !== undefined && env.HASH_KEY === undefined)
      wrong('HASH_KEY', `is missing; DATABASE_URL needs it. ${WHERE.HASH_KEY}`);
  });

/** The settings, from the environment; throws one `InputError` that names every missing or wrong one, and no value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { data, error } = Environment.safeParse(env);
  if (error !== undefined) throw new InputError(explain(error.issues));
  // The schema has made sure of the token and of one transport; only the types do not know.
  return {
    slack: {
      botToken: data.SLACK_BOT_TOKEN ?? '',
      apiUrl: (data.SLACK_API_URL ?? 'https://slack.com/api/').replace(/\/*$/, '/'),
      transport:
        data.SLACK_APP_TOKEN === undefined
          ? { kind: 'http', signingSecret: data.SLACK_SIGNING_SECRET ?? '' }
          : { kind: 'socket', appToken: data.SLACK_APP_TOKEN },
    },
    databaseUrl: data.DATABASE_URL,
    hashKey: data.HASH_KEY,
    ...(data.METRICS_PORT !== undefined && { metricsPort: Number(data.METRICS_PORT) }),
    ...machineConfig(data, 'info'),
  };
}

/** What the demo takes from the environment: it brings its own Slack and its own database, and is quieter. */
export function readDemoConfig(env: NodeJS.ProcessEnv = process.env): MachineConfig {
  const { data, error } = z.object(machine).safeParse(env);
  if (error !== undefined) throw new InputError(explain(error.issues));
  return machineConfig(data, 'warn');
}

/** Where the ledger is: what a command takes that needs no Slack. */
export function readDatabaseConfig(
  env: NodeJS.ProcessEnv = process.env,
): Pick<Config, 'databaseUrl' | 'dataDir'> {
  const { data, error } = z.object({ DATABASE_URL: databaseUrl, DATA_DIR: machine.DATA_DIR }).safeParse(env);
  if (error !== undefined)
    throw new InputError(error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`).join('\n'));
  return { databaseUrl: data.DATABASE_URL, dataDir: data.DATA_DIR };
}

function machineConfig(data: z.output<z.ZodObject<typeof machine>>, otherwise: LogLevel): MachineConfig {
  return {
    dataDir: data.DATA_DIR,
    port: Number(data.PORT ?? 3000),
    host: data.HOST,
    logLevel: LOG_LEVELS.find((level) => level === data.LOG_LEVEL) ?? otherwise,
  };
}

function explain(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
  const names = new Set(issues.map((issue) => String(issue.path[0])));
  return [
    `Headroom cannot start: ${names.size === 1 ? 'a setting is' : `${names.size} settings are`} missing or wrong.`,
    '',
    ...issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}`),
    '',
    'To try it without Slack: npm run demo',
  ].join('\n');
}
