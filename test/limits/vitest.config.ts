import { defineConfig } from 'vitest/config';

/**
 * For `npm run mutate`, which runs the tests of the rules some thousand times: without a database, from one seed, and
 * without the long histories, since what the quick tests let through is worth knowing.
 */
// biome-ignore lint/style/noDefaultExport: Vitest asks for one
export default defineConfig({
  test: {
    include: ['test/limits/**/*.test.ts'],
    exclude: ['test/limits/agreement.test.ts', 'test/limits/replay-laws.test.ts'],
    setupFiles: ['test/limits/seed.ts'],
  },
});
