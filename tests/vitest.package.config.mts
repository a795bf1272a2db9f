import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:package`: the package as `npm pack` makes it, installed and run outside the checkout. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/package/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest-package.json' }]],
  },
});
