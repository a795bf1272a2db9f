import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';
import type { FuzzCounts } from './etl/fuzz-runs.js';

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

/** Whether runs full of faults are asked for. */
const FAULTS = process.env['FAULT_RUNS'] !== undefined;

/** `npm run test:fuzz` sets so many files, and its tests count so many kinds: less is no result. */
const WHOLE_RUN = { files: 10_000, kinds: 6 };
const FUZZ_RESULT = resolve(import.meta.dirname, '../bench/results/fuzz.json');

/** Writes what the tests of a whole run have counted to bench/results, should none of them have failed. */
export class FuzzResult implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: TestRunEndReason): void {
    const asked = Number(process.env['FUZZ_FILES'] ?? 0);
    if (asked < WHOLE_RUN.files || reason !== 'passed') return;
    const counts = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().fuzzed ?? []),
    );
    if (new Set(counts.map(({ kind }) => kind)).size < WHOLE_RUN.kinds) return;
    const result = { command: `FUZZ_FILES=${asked} npm run test:fuzz`, ...summarize(counts) };
    writeFileSync(FUZZ_RESULT, `${JSON.stringify(result, null, 2)}\n`);
  }
}

/** Sums by kind, in the order of their names. */
function summarize(counts: readonly FuzzCounts[]) {
  const kinds = new Map<string, Record<string, number>>();
  for (const { kind, ...numbers } of counts) {
    const sums = kinds.get(kind) ?? {};
    for (const [name, value] of Object.entries(numbers)) sums[name] = (sums[name] ?? 0) + value;
    kinds.set(kind, sums);
  }
  const files = counts.reduce((sum, { files: more }) => sum + more, 0);
  const withExtraColumns = counts.reduce((sum, { withExtraColumns: more = 0 }) => sum + more, 0);
  return {
    files,
    withExtraColumns,
    failures: 0,
    kinds: Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup/property-seed.ts'],
    // Those need Lambda's runtime (`npm run test:image`), Spark (`npm run test:spark`), an installed package
    // (`npm run test:package`) and JupyterLab (`npm run test:lab`); runs full of faults are minutes (`npm run test:faults`).
    exclude: [
      'tests/image/**',
      'tests/spark/**',
      'tests/package/**',
      'tests/lab/**',
      ...(FAULTS ? [] : ['tests/faults/*-faults.test.ts']),
    ],
    // Native engines (DuckDB, TensorFlow) and child processes; two at a time, as many as the smallest machine has cores.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFilesFirst },
    // Children that run TypeScript keep no compiled code where other users could put theirs.
    env: { TSX_DISABLE_CACHE: '1' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.cache/vitest.json' }], new FuzzResult()],
  },
});
