import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProcessMeasure } from '../measure-process';
import { measureProcess } from '../measure-process';

const PROGRAM = resolve(__dirname, '../../src/cli/recompra.cjs');
const POLL_MS = 100;

/** A run of `recompra etl` and the most that its work folder held at any time. */
export interface EtlMeasure extends ProcessMeasure {
  spoolMiB: number;
}

/** Runs `recompra etl` with a work folder of its own. */
export async function measureEtl(args: readonly string[]): Promise<EtlMeasure> {
  const workDir = mkdtempSync(join(tmpdir(), 'recompra-bench-'));
  let spool = 0;
  const poll = setInterval(() => {
    spool = Math.max(spool, bytesBelow(workDir));
  }, POLL_MS);
  try {
    const measured = await measureProcess(process.execPath, [
      PROGRAM,
      'etl',
      ...args,
      '--work-dir',
      workDir,
      '--quiet',
    ]);
    return { ...measured, spoolMiB: spool / 2 ** 20 };
  } finally {
    clearInterval(poll);
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** Files come and go while they are counted. */
function bytesBelow(folder: string): number {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.reduce((sum, entry) => {
    const found = entry.isFile() ? statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false }) : undefined;
    return sum + (found?.size ?? 0);
  }, 0);
}
