import { readFile, writeFile } from 'node:fs/promises';
import { packError } from '../../config/packed-error';
import type { Progress } from '../../config/progress';
import { silentProgress } from '../../config/progress';
import type { Settings } from '../../config/settings';
import { openDuckdb } from '../../engine/duckdb/duckdb';
import { usualTextSize } from '../../etl/text-size';
import { openLakeStore } from '../../publication/lake/lake-store';
import { isS3 } from '../../storage/s3/s3-address';
import { sharedFolder } from '../../storage/shared/shared-folder';
import type { PlacelessContext } from '../context/job-context';
import type { CleanTools } from './clean-into-lake';
import { cleanIntoLake } from './clean-into-lake';
import type { CleanOutcome, CleanTask } from './clean-task';
import { doneFile, TASK_FILE } from './clean-task';

export interface CleaningOptions {
  /** Threads and memory are those of this process; how files are read is the task's. */
  settings: Settings;
  workDir: string;
  progress?: Progress;
  /** Told of each file as soon as nothing more comes of it. */
  onDone?(outcome: CleanOutcome): Promise<void>;
}

/** Cleans some files of a task, by their places, one after the other; the first that cannot be cleaned is the last. */
export async function cleanSome(
  task: CleanTask,
  files: readonly number[],
  { settings: own, workDir, progress = silentProgress, onDone }: CleaningOptions,
): Promise<CleanOutcome[]> {
  const { threads, memory } = own;
  const largest = Math.max(...files.map((file) => usualTextSize([task.files[file]!])));
  const store = await openLakeStore(task.root, task.s3, workDir);
  try {
    const engine = await openDuckdb({ threads, memory, workDir, textBytes: largest });
    try {
      const tools = { engine, store, settings: { ...own, csv: task.csv, s3: task.s3 }, workDir, progress };
      return await cleanUntilOneFails(task, files, { tools, onDone });
    } finally {
      await engine.close();
    }
  } finally {
    await store.close();
  }
}

async function cleanUntilOneFails(
  task: CleanTask,
  files: readonly number[],
  { tools, onDone }: { tools: CleanTools; onDone: CleaningOptions['onDone'] },
): Promise<CleanOutcome[]> {
  const outcomes: CleanOutcome[] = [];
  for (const file of files) {
    const outcome = await outcomeOf(file, () => cleanIntoLake(task, task.files[file]!, tools));
    outcomes.push(outcome);
    await onDone?.(outcome);
    if (outcome.state === 'failed') break;
  }
  return outcomes;
}

/** A file that cannot be used is an answer: whoever repeats processes that die would try it again and again. */
async function outcomeOf(file: number, clean: () => ReturnType<typeof cleanIntoLake>): Promise<CleanOutcome> {
  try {
    return { file, ...(await clean()) };
  } catch (cause) {
    return { file, state: 'failed', error: packError(cause) };
  }
}

/**
 * One of the processes that clean the files of a task, which lies in a folder or below a prefix of S3.
 *
 * @param files by their places
 */
export async function cleanFromFolder(
  { settings, workDir }: PlacelessContext,
  folder: string,
  files: readonly number[],
): Promise<CleanOutcome[]> {
  const path = await sharedFolder(folder, workDir, settings.s3).fetch(TASK_FILE);
  const task = JSON.parse(await readFile(path, 'utf8')) as CleanTask;
  // Whoever started this on another machine waits for its answer alone.
  if (isS3(folder)) return cleanSome(task, files, { settings, workDir });
  const onDone = ({ file }: CleanOutcome): Promise<void> => writeFile(doneFile(folder, file), '');
  return cleanSome(task, files, { settings, workDir, onDone });
}
