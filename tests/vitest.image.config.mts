import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:image`: what needs Lambda's runtime built here; one file at a time, for they share the image store. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/image/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest-image.json' }]],
  },
});
