import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { readSettings, readYaml } from '../../src/simulator/command-line.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-command-line-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command line', () => {
  it('takes what is typed, and asks for the help before anything else', () => {
    expect(readSettings(['--manifest', 'm.yml', '--port', '0', '--push', 'http://localhost:3000/x'])).toEqual(
      {
        manifest: 'm.yml',
        workspace: undefined,
        port: 0,
        push: 'http://localhost:3000/x',
      },
    );
    expect(readSettings(['--help', '--port', 'x'])).toBeUndefined();
  });

  it.each([
    ['no manifest', [], /^--manifest is missing/],
    ['an unknown option', ['--manifets', 'x'], /--manifets/],
    ['an option without its value', ['--manifest'], /--manifest/],
    ['a stray word', ['manifest.yml'], /manifest\.yml/],
    ['a port that is none', ['--manifest', 'm.yml', '--port', '70000'], /^--port 70000 is not a port/],
    [
      'a push address that is none',
      ['--manifest', 'm.yml', '--push', 'localhost:3000'],
      /^--push localhost:3000 is not/,
    ],
  ])('refuses %s, and says where the help is', (_name, args, message) => {
    const reading = () => readSettings(args);
    expect(reading).toThrow(InputError);
    expect(reading).toThrow(message);
    expect(reading).toThrow(/--help tells what there is\.$/);
  });
});

describe('a file', () => {
  it('may be YAML or JSON', async () => {
    const path = join(folder, 'right');
    for (const text of ['a: [1]', '{ "a": [1] }']) {
      writeFileSync(path, text);
      expect(await readYaml(path)).toEqual({ a: [1] });
    }
  });

  it('that is no YAML, not there or a folder is named with its problem', async () => {
    const broken = join(folder, 'broken.yml');
    writeFileSync(broken, 'features: [');
    await expect(readYaml(broken)).rejects.toThrow(/broken\.yml is not valid YAML: .* line 1/);
    await expect(readYaml(join(folder, 'none.yml'))).rejects.toThrow(
      /none\.yml cannot be read: there is no such file\.$/,
    );
    await expect(readYaml(folder)).rejects.toThrow(/cannot be read: EISDIR\.$/);
  });
});
