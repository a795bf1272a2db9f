import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:lab`: the notebooks on another file, and in JupyterLab as people open them. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/lab/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest-lab.json' }]],
  },
});
