import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** Files of minutes begin first, so that none of them runs on alone at the end. */
const LONG = ['notebooks/notebooks', 'cli/main-job', 'training/train', 'report/browser'];

class LongFilesFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    const place = ({ moduleId }: { moduleId: string }) => {
      const index = LONG.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup/property-seed.ts'],
    // Those need Lambda's runtime: `npm run test:image`.
    exclude: ['tests/image/**'],
    // Native engines (DuckDB, TensorFlow) and child processes; two at a time, as many as the smallest machine has cores.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFilesFirst },
    // Children that run TypeScript keep no compiled code where other users could put theirs.
    env: { TSX_DISABLE_CACHE: '1' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }]],
  },
});
