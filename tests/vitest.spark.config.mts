import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:spark`: what needs a Spark; one file at a time, for each starts one of its own. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/spark/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    env: { TSX_DISABLE_CACHE: '1' },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest-spark.json' }]],
  },
});
