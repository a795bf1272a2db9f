import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { childEnvironment } from '../../config/child-environment';
import { RecompraError } from '../../config/errors';
import { onInterrupt } from '../../storage/disk/cleanup';
import type { CleanOutcome, CleanTask } from './clean-task';
import { doneFile } from './clean-task';

/** Lines of what a process said before it died that are shown. */
const SHOWN_LINES = 4;

export interface PoolOptions {
  task: CleanTask;
  /** Folder of the task. */
  folder: string;
  /** What starts a process, which reads places of files on stdin and answers with one object of JSON. */
  command: readonly string[];
  processes: number;
  onDone(outcomes: readonly CleanOutcome[]): void;
}

/** Cleans batches of files in processes of their own, some at a time. The first fault ends them all; what is done stays. */
export async function cleanInPool(batches: readonly number[][], options: PoolOptions): Promise<CleanOutcome[]> {
  const running = new Set<ChildProcess>();
  const stop = (): void => {
    for (const child of running) child.kill('SIGTERM');
  };
  const forget = onInterrupt(async () => stop());
  const outcomes: CleanOutcome[] = [];
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (!failed && next < batches.length) {
      const done = await cleanBatch(batches[next++]!, options, running);
      outcomes.push(...done);
      options.onDone(done);
      // Nothing more is begun; what others are at is brought to its end.
      if (done.some(({ state }) => state === 'failed')) failed = true;
    }
  };
  const guarded = (): Promise<void> =>
    work().catch((cause) => {
      const first = !failed;
      failed = true;
      stop();
      if (first) throw cause;
    });
  try {
    const ended = await Promise.allSettled(Array.from({ length: options.processes }, guarded));
    const fault = ended.find((result): result is PromiseRejectedResult => result.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
    return outcomes;
  } finally {
    forget();
  }
}

async function cleanBatch(
  batch: readonly number[],
  { command, folder, task }: PoolOptions,
  running: Set<ChildProcess>,
): Promise<CleanOutcome[]> {
  const [program, ...args] = command;
  const child = spawn(program!, args, { env: childEnvironment({}), stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  // One that dies at once does not read.
  child.stdin.on('error', () => undefined);
  // Left open: a process whose input ends knows that nobody waits for it any more.
  child.stdin.write(`${batch.join('\n')}\n\n`);
  try {
    const [{ code, signal }, answer, log] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (code === 0) return (JSON.parse(answer) as { outcomes: CleanOutcome[] }).outcomes;
    const file = batch.find((place) => !existsSync(doneFile(folder, place))) ?? batch[batch.length - 1]!;
    throw died(task.files[file]!.name, signal ?? `exit code ${code}`, log);
  } finally {
    running.delete(child);
  }
}

function died(name: string, how: string, log: string): RecompraError {
  return new RecompraError('unexpected', `the process that cleaned ${name} ended by ${how}`, {
    logged: `a process that cleaned a file ended by ${how}`,
    lines: log.trimEnd().split('\n').filter(Boolean).slice(-SHOWN_LINES),
    remedy:
      'run again: files that are done are not cleaned again. Where the system ran out of memory, give fewer --threads, or a smaller --memory',
  });
}
