import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../src');
const everything = ['*'];

/** The table of imports: what a part may import of ours besides itself. A file of the top level is a part of its own. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'clock.ts': [],
  'errors.ts': [],
  'log.ts': ['errors.ts'],
  'metrics.ts': [],
  'serve.ts': ['errors.ts'],
  'lifetime.ts': ['errors.ts', 'log.ts'],
  'config.ts': ['errors.ts'],
  'health.ts': ['serve.ts'],
  'metrics-server.ts': ['errors.ts', 'log.ts', 'metrics.ts', 'serve.ts'],
  limits: [],
  linkedin: ['errors.ts'],
  ledger: ['limits', 'errors.ts'],
  services: ['ledger', 'limits', 'linkedin', 'errors.ts'],
  slack: [
    'services',
    'ledger',
    'limits',
    'linkedin',
    'clock.ts',
    'config.ts',
    'errors.ts',
    'log.ts',
    'metrics.ts',
  ],
  jobs: ['services', 'slack', 'ledger', 'limits', 'clock.ts', 'errors.ts', 'log.ts', 'metrics.ts'],
  simulator: ['clock.ts', 'errors.ts'],
  'bot.ts': everything.concat('!simulator'),
  'main.ts': everything.concat('!simulator'),
  'verify.ts': ['ledger', 'config.ts', 'errors.ts', 'lifetime.ts', 'log.ts'],
  'demo.ts': everything,
  demo: everything,
};

/** Where only types may come from: a rule's words may be read there, but no rule and no query is run. */
const typesOnly: readonly (readonly [from: string, to: string])[] = [
  ['ledger', 'limits'],
  ['slack', 'ledger'],
  ['slack', 'config.ts'],
];

type Import = { readonly file: string; readonly from: string; readonly to: string; readonly isType: boolean };

function importsOf(path: string): Import[] {
  const file = relative(src, path);
  const pattern = /^(?:import|export) (type )?(?:[^';]*? from )?'(\.[^']*)';$/gm;
  return [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, type, specifier = '']) => ({
    file,
    from: partOf(file),
    to: partOf(relative(src, join(dirname(path), specifier))),
    isType: type !== undefined,
  }));
}

const partOf = (file: string) => file.split('/')[0] ?? '';

function allowed({ from, to, isType }: Import): boolean {
  if (from === to) return true;
  const parts = mayImport[from] ?? [];
  if (typesOnly.some(([a, b]) => a === from && b === to) && !isType) return false;
  return parts.includes(to) || (parts.includes('*') && !parts.includes(`!${to}`));
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(src, name));

describe('the layout', () => {
  it('knows every part of src', () => {
    const unknown = files.map((file) => partOf(relative(src, file))).filter((part) => !(part in mayImport));
    expect(unknown).toEqual([]);
  });

  it('lets data go one way: every import is in the table', () => {
    const imports = files.flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    const forbidden = imports.filter((found) => !allowed(found));
    expect(
      forbidden.map(({ file, to, isType }) => `${file} imports ${isType ? 'types of ' : ''}${to}`),
    ).toEqual([]);
  });

  it('reads the wall clock in clock.ts only', () => {
    expect(filesWith(/\bnew Date\(\)|\bDate\.now\(/, ['clock.ts'])).toEqual([]);
  });

  it('has its SQL in ledger only', () => {
    expect(filesWith(/from 'drizzle-orm|from 'postgres'/, ['ledger/'])).toEqual([]);
  });

  it('has no file of odds and ends', () => {
    expect(files.filter((file) => /\/(?:utils?|helpers?|common)(?:\/|\.)/.test(file))).toEqual([]);
  });
});

function filesWith(pattern: RegExp, except: readonly string[]): string[] {
  return files
    .filter((file) => pattern.test(readFileSync(file, 'utf8')))
    .map((file) => relative(src, file))
    .filter((file) => !except.some((start) => file.startsWith(start)));
}
