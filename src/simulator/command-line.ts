import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { InputError } from '../errors.ts';

export const help = `A local Slack workspace for a Bolt app. Nothing leaves this machine.

  npm run simulator -- --manifest <file> [--workspace <file>] [--port <number>] [--push <url>]

  --manifest   the app's manifest, YAML or JSON
  --workspace  workspaces, people and channels, YAML or JSON (src/simulator/example-workspace.yml);
               without it three people in two channels
  --port       where it listens, on this machine only; 3500, or another one if that is taken
  --push       signed HTTP requests to this URL, such as http://127.0.0.1:3000/slack/events;
               without it Socket Mode
  --help       this
`;

export type Settings = {
  readonly manifest: string;
  readonly workspace: string | undefined;
  readonly port: number | undefined;
  readonly push: string | undefined;
};

/** What was typed; `undefined` asks for the help. */
export function readSettings(args: readonly string[]): Settings | undefined {
  const { help: asksForHelp, manifest, workspace, port, push } = parseTyped(args);
  if (asksForHelp === true) return undefined;
  if (manifest === undefined)
    throw typedWrong('--manifest is missing: the file of your app, such as --manifest manifest.yml.');
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw typedWrong(`--port ${port} is not a port from 0 to 65535.`);
  if (push !== undefined && !isWebAddress(push))
    throw typedWrong(`--push ${push} is not a web address, such as http://127.0.0.1:3000/slack/events.`);
  return { manifest, workspace, port: port === undefined ? undefined : Number(port), push };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function parseTyped(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    help: { type: 'boolean' },
    manifest: text,
    workspace: text,
    port: text,
    push: text,
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw typedWrong(error.message, error);
  }
}

function typedWrong(message: string, cause?: unknown): InputError {
  return new InputError(`${message}\nnpm run simulator -- --help tells what there is.`, { cause });
}

/** YAML, and so JSON too. */
export async function readYaml(file: string): Promise<unknown> {
  try {
    return parseYaml(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof YAMLParseError)
      throw new InputError(`${file} is not valid YAML: ${cause.message}`, { cause });
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const reason = cause.code === 'ENOENT' ? 'there is no such file' : String(cause.code);
    throw new InputError(`${file} cannot be read: ${reason}.`, { cause });
  }
}
