import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    // Those need Lambda's runtime: `npm run test:image`.
    exclude: ['tests/image/**'],
    // Native engines (DuckDB, TensorFlow) and child processes; two at a time, as many as the smallest machine has cores.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
  },
});
