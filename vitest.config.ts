import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter.ts'],
    // One fewer than there are cores by default: on two, half of the machine would wait.
    maxWorkers: availableParallelism(),
    // Files of one worker share what they import: loading it anew for each took a third of the time. No test changes a module.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'check', include: ['test/check/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: ['test/check/**', 'test/chaos/**', 'test/**/*.browser.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          globalSetup: ['test/built-page.ts'],
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          include: ['test/chaos/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          // After the others: it has six processes of its own.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
