import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** One finished process. */
export interface ProcessMeasure {
  /** From start to end, seconds. */
  wallSeconds: number;
  /** Largest resident memory, MiB: Linux's high-water mark, read while the process lives. */
  peakMiB: number;
  /** Of all its threads, seconds, but for what came after the last look at it; absent where nobody measured it. */
  cpuSeconds?: number;
}

const POLL_MS = 20;
/** Linux counts processor time in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** Runs a command to its end and measures it; its output goes to stderr. Fails where it ends with another code than 0. */
export function measureProcess(command: string, args: readonly string[]): Promise<ProcessMeasure> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', process.stderr, process.stderr] });
  let [peakKiB, cpuSeconds] = [0, 0];
  const poll = setInterval(() => {
    peakKiB = Math.max(peakKiB, highWaterKiB(child.pid!));
    cpuSeconds = Math.max(cpuSeconds, processorSeconds(child.pid!));
  }, POLL_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(poll);
      const wallSeconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ wallSeconds, peakMiB: peakKiB / 1024, cpuSeconds });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
  });
}

function highWaterKiB(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** User and system time of a process; its name, in brackets, may hold anything. */
function processorSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}

/** What the figures depend on. */
export function machine(): Record<string, string | number> {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
