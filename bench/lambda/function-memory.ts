import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulate } from '../../tests/image/emulated-function';
import type { LambdaRuntime } from '../../tests/image/runtime';

const POLL_MS = 50;
const MEBIBYTE = 1024 * 1024;

/** One run of the ETL in a function of so many MB. */
export interface FunctionRun {
  functionMb: number;
  seconds: number;
  /** Largest resident memory of the process, MiB. */
  peakMiB: number;
  /** Most ephemeral storage in use at a time, as a multiple of the input's bytes. */
  storageTimesInput: number;
}

export interface FunctionRunOptions {
  runtime: LambdaRuntime;
  task: string;
  env: Record<string, string>;
  functionMb: number;
  inputBytes: number;
}

/** Runs the ETL once, cold; the emulator does not enforce the function's memory, so it is watched. */
export async function runInFunction(options: FunctionRunOptions): Promise<FunctionRun> {
  const { runtime, task, env, functionMb, inputBytes } = options;
  const storage = mkdtempSync(join(tmpdir(), 'recompra-storage-'));
  const share = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(functionMb), TMPDIR: storage };
  const emulated = await emulate({ runtime, task, handler: 'etl.handler', timeout: 900, env: { ...env, ...share } });
  const peak = { kib: 0, bytes: 0 };
  const poll = setInterval(() => {
    peak.kib = Math.max(peak.kib, highWaterKiB(emulated.pid()));
    peak.bytes = Math.max(peak.bytes, bytesBelow(storage));
  }, POLL_MS);
  try {
    const begin = performance.now();
    const answer = await emulated.invoke({});
    const seconds = (performance.now() - begin) / 1000;
    if (answer['status'] !== 'published') throw new Error(`${JSON.stringify(answer)}\n${emulated.log()}`);
    const peakMiB = Math.round(peak.kib / 1024);
    const storageTimesInput = Number((peak.bytes / inputBytes).toFixed(2));
    return { functionMb, seconds: Number(seconds.toFixed(1)), peakMiB, storageTimesInput };
  } finally {
    clearInterval(poll);
    await emulated.stop();
    rmSync(storage, { recursive: true, force: true });
  }
}

export function inMebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}

function highWaterKiB(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Blocks in use: a file that was removed, but is still open, is not seen. */
function bytesBelow(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, entry) => {
    const path = join(entry.parentPath, entry.name);
    return sum + (statSync(path, { throwIfNoEntry: false })?.blocks ?? 0) * 512;
  }, 0);
}
