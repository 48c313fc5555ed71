import { describe, expect, it } from 'vitest';
import { readConfig, readDemoConfig } from '../src/config.ts';
import { InputError } from '../src/errors.ts';

const socket = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' };
const http = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };

function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

/** The names of the settings complained about, in order. */
function named(env: Record<string, string>): (string | undefined)[] {
  return [...complaint(env).matchAll(/^ {2}([A-Z_]+) /gm)].map((match) => match[1]);
}

describe('readConfig', () => {
  it('needs two settings for Socket Mode, and has a default for all else', () => {
    expect(readConfig(socket)).toEqual({
      slack: {
        botToken: 'xoxb-1-a',
        apiUrl: 'https://slack.com/api/',
        transport: { kind: 'socket', appToken: 'xapp-1-a' },
      },
      databaseUrl: undefined,
      hashKey: undefined,
      dataDir: undefined,
      port: 3000,
      host: undefined,
      logLevel: 'info',
    });
  });

  it('chooses signed HTTP by the signing secret', () => {
    expect(readConfig(http).slack.transport).toEqual({
      kind: 'http',
      signingSecret: http.SLACK_SIGNING_SECRET,
    });
  });

  it('reads every setting', () => {
    const config = readConfig({
      ...http,
      SLACK_API_URL: 'http://127.0.0.1:4000/api',
      DATABASE_URL: 'postgres://me:secret@db.example:5432/headroom',
      HASH_KEY: 'k',
      DATA_DIR: '/srv/headroom',
      PORT: '0',
      HOST: '127.0.0.1',
      METRICS_PORT: '9464',
      LOG_LEVEL: 'debug',
    });
    expect(config).toMatchObject({
      slack: { apiUrl: 'http://127.0.0.1:4000/api/' },
      databaseUrl: 'postgres://me:secret@db.example:5432/headroom',
      hashKey: 'k',
      dataDir: '/srv/headroom',
      port: 0,
      host: '127.0.0.1',
      metricsPort: 9464,
      logLevel: 'debug',
    });
  });

  it('takes an empty or blank variable for a missing one', () => {
    expect(readConfig({ ...socket, SLACK_SIGNING_SECRET: '', PORT: ' ', DATABASE_URL: '' })).toMatchObject({
      slack: { transport: { kind: 'socket' } },
      port: 3000,
      databaseUrl: undefined,
    });
  });

  it('names what is missing, says where it is found, and mentions the demo', () => {
    const text = complaint({});
    expect(named({})).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']);
    expect(text).toContain('OAuth & Permissions → Bot User OAuth Token');
    expect(text).toContain('Basic Information → App-Level Tokens');
    expect(text).toContain('Basic Information → App Credentials → Signing Secret');
    expect(text).toContain('npm run demo');
  });

  it('names every wrong setting at once, together with the missing ones', () => {
    const env = {
      SLACK_APP_TOKEN: 'xoxb-swapped',
      SLACK_API_URL: 'slack.com/api',
      DATABASE_URL: 'mysql://db/x',
      PORT: '65536',
      LOG_LEVEL: 'loud',
    };
    expect(named(env).sort()).toEqual(
      [
        'DATABASE_URL',
        'HASH_KEY',
        'LOG_LEVEL',
        'PORT',
        'SLACK_API_URL',
        'SLACK_APP_TOKEN',
        'SLACK_BOT_TOKEN',
      ].sort(),
    );
  });

  it('never repeats a value: it may be a secret', () => {
    const text = complaint({
      SLACK_BOT_TOKEN: 'xapp-s3cret',
      DATABASE_URL: 'pg://u:s3cret@h/d',
      PORT: 's3cret',
    });
    expect(text).not.toContain('s3cret');
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xapp-1-a'],
    ['SLACK_BOT_TOKEN', 'xoxb-with space'],
    ['SLACK_APP_TOKEN', 'xoxb-1-a'],
    ['SLACK_API_URL', 'ftp://slack.com/api/'],
    ['DATABASE_URL', 'localhost:5432'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['METRICS_PORT', '65536'],
    ['LOG_LEVEL', 'INFO'],
  ])('refuses %s=%s', (name, value) => {
    expect(named({ ...socket, HASH_KEY: 'k', [name]: value })).toEqual([name]);
  });

  it('refuses a token in the place of the signing secret', () => {
    expect(named({ ...http, SLACK_SIGNING_SECRET: 'xapp-1-a' })).toEqual(['SLACK_SIGNING_SECRET']);
  });

  it('refuses both transports at once, naming both', () => {
    expect(named({ ...socket, ...http })).toEqual(['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']);
    expect(complaint({ ...socket, ...http })).toContain('Socket Mode needs no signing secret');
  });

  it('wants a hash key with a database of its own', () => {
    expect(named({ ...socket, DATABASE_URL: 'postgresql://db/headroom' })).toEqual(['HASH_KEY']);
  });
});

describe('readDemoConfig', () => {
  it('needs nothing, and never takes a database or a workspace from the environment', () => {
    const env = { DATABASE_URL: 'postgres://db/production', SLACK_BOT_TOKEN: 'xoxb-1-a', PORT: '8080' };
    expect(readDemoConfig(env)).toEqual({
      dataDir: undefined,
      port: 8080,
      host: undefined,
      logLevel: 'warn',
    });
  });

  it('names what is wrong', () => {
    expect(() => readDemoConfig({ PORT: 'eighty' })).toThrow('PORT is not a port');
  });
});
