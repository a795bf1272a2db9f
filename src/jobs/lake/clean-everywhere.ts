import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { RecompraError } from '../../config/errors';
import type { Settings } from '../../config/settings';
import { onEmr } from '../../config/spark-settings';
import { engineMemory } from '../../engine/duckdb/duckdb-storage';
import { closing } from '../../storage/disk/cleanup';
import { isS3 } from '../../storage/s3/s3-address';
import type { JobContext } from '../context/job-context';
import { openEngine } from '../context/open-engine';
import { programCommand, workerOptions } from '../context/program-command';
import { batchesOf } from './clean-batches';
import { cleanInPool } from './clean-pool';
import type { CleanOutcome, CleanTask } from './clean-task';
import { TASK_FILE, taskFile } from './clean-task';
import { cleanSome } from './clean-worker';

/** Where the task lies in a folder that workers see. */
const CLEANING = 'cleaning';

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
  const folder = join(workDir, CLEANING);
  await writeTask(folder, task);
  const memory = `${Math.floor(engineMemory(settings.memory) / processes / 1e6)}MB`;
  // All of them have their part of this process's memory, and their folders in its own.
  const command = [...cleanCommand(settings, folder), '--work-dir', resolve(workDir), '--memory', memory];
  const onDone = (done: readonly CleanOutcome[]): void => progress.advance(done.length);
  return cleanInPool(batchesOf(task.files, processes), { task, folder, command, processes, onDone });
}

/** A process a file, wherever Spark has executors, which also starts again those that die. */
async function cleanOnWorkers({ settings, workDir, progress }: JobContext, task: CleanTask): Promise<CleanOutcome[]> {
  const engine = await openEngine(settings, { workDir, textBytes: 0, progress });
  const clean = async (): Promise<CleanOutcome[]> => {
    const { workers } = engine;
    if (workers === null) throw new RecompraError('unexpected', `${settings.engine} has no workers`);
    const { shared } = workers;
    const name = `${CLEANING}/${TASK_FILE}`;
    await writeFile(await shared.draft(name), JSON.stringify(task));
    await shared.share(name);
    const command = [...cleanCommand(settings, `${shared.address}/${CLEANING}`), ...workerOptions(settings)];
    const printed = await workers.forEach('cleaning', command, Array.from(task.files.keys(), String));
    return printed.flatMap((line) => (JSON.parse(line) as { outcomes: CleanOutcome[] }).outcomes);
  };
  return closing(() => engine.close(), clean);
}

/** Nothing of this machine is seen by the workers of EMR: usage error where one of the places lies here. */
export function refuseOwnPlaces({ engine, spark }: Settings, places: readonly string[]): void {
  const own = engine === 'spark' && onEmr(spark) ? places.find((place) => !isS3(place)) : undefined;
  if (own === undefined) return;
  throw new RecompraError('usage', `${own} is on this machine, where EMR Serverless does not see it`, {
    remedy: 'name files and a lake on S3 (s3://bucket/prefix), or clean without --engine spark',
    logged: 'files of this machine were to be cleaned by EMR Serverless',
  });
}

async function writeTask(folder: string, task: CleanTask): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(taskFile(folder), JSON.stringify(task));
}

function cleanCommand(settings: JobContext['settings'], folder: string): string[] {
  return [...programCommand(settings), 'clean', '--task', folder, '--json', '--quiet', '--threads', '1'];
}
