import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { RecompraError } from '../config/errors';
import { engineMemory } from '../engine/duckdb/duckdb-storage';
import { batchesOf } from './clean-batches';
import { cleanInPool } from './clean-pool';
import type { CleanOutcome, CleanTask } from './clean-task';
import { taskFile } from './clean-task';
import { cleanSome } from './clean-worker';
import type { JobContext } from './job-context';
import { openEngine } from './open-engine';
import { programCommand } from './program-command';

/** Cleans the files of a task: in this process, in several of this machine, or where Spark has executors. */
export async function cleanAll(context: JobContext, task: CleanTask): Promise<CleanOutcome[]> {
  const { settings, workDir, progress } = context;
  if (settings.engine === 'spark') return cleanOnWorkers(context, task);
  const processes = Math.min(settings.threads ?? availableParallelism(), task.files.length);
  const places = task.files.map((_, place) => place);
  if (processes === 1) {
    const onDone = async (): Promise<void> => progress.advance(1);
    return cleanSome(task, places, { settings, workDir, onDone });
  }
  const folder = join(workDir, 'cleaning');
  await writeTask(folder, task);
  const memory = `${Math.floor(engineMemory(settings.memory) / processes / 1e6)}MB`;
  const command = [...programCommand(settings), ...workerArguments(folder, { workDir, memory })];
  const onDone = (done: readonly CleanOutcome[]): void => progress.advance(done.length);
  return cleanInPool(batchesOf(task.files, processes), { task, folder, command, processes, onDone });
}

/** A process a file, wherever Spark has executors, which also starts again those that die. */
async function cleanOnWorkers({ settings, workDir }: JobContext, task: CleanTask): Promise<CleanOutcome[]> {
  const engine = await openEngine(settings, { workDir, textBytes: 0 });
  try {
    const { workers } = engine;
    if (workers === null) throw new RecompraError('unexpected', `${settings.engine} has no workers`);
    const folder = join(workers.folder, 'cleaning');
    await writeTask(folder, task);
    const own = { workDir: settings.workDir, memory: settings.memory };
    const command = [...programCommand(settings), ...workerArguments(folder, own)];
    const printed = await workers.forEach('cleaning', command, Array.from(task.files.keys(), String));
    return printed.flatMap((line) => (JSON.parse(line) as { outcomes: CleanOutcome[] }).outcomes);
  } finally {
    await engine.close();
  }
}

async function writeTask(folder: string, task: CleanTask): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(taskFile(folder), JSON.stringify(task));
}

function workerArguments(
  folder: string,
  { workDir, memory }: { workDir: string | undefined; memory: string | undefined },
): string[] {
  return [
    ...['clean', '--task', folder, '--json', '--quiet', '--threads', '1'],
    // It may work elsewhere than this process.
    ...(workDir === undefined ? [] : ['--work-dir', resolve(workDir)]),
    ...(memory === undefined ? [] : ['--memory', memory]),
  ];
}
