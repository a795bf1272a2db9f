import { resolve } from 'node:path';
import { RecompraError } from '../config/errors';
import { someNames } from '../config/some-names';
import type { FileFacts } from '../publication/lake/lake-facts';
import { openLakeStore } from '../publication/lake/lake-store';
import { lakeAt, strayParts, wouldName } from '../publication/lake/read-lake';
import type { InputObject } from '../storage/inputs/input-object';
import { isS3 } from '../storage/s3/s3-address';
import { listAll, withoutCopies } from './bring-inputs';
import { cleanAll, refuseOwnPlaces } from './clean-everywhere';
import type { CleanedCounts, CleanOutcome, CleanTask, FileToClean, KnownFile } from './clean-task';
import type { JobContext } from './job-context';
import { isHere, movedFiles, sourceOf, unknownInputs, withoutSameObjects } from './known-inputs';
import type { OpenLake } from './open-lake';
import { asTold, openLake, standingIn } from './open-lake';

export interface CleanedFiles {
  /** Files that were cleaned, in the order of their names. */
  cleaned: (CleanedCounts & { input: string })[];
  /** Files whose lines were in the lake already, or came of another file. */
  known: number;
  /** What the lake holds now. */
  lake: { files: number; linesClean: number; linesRejected: number };
}

export interface CleanOptions {
  /** Whether files that have changed since they were cleaned take the place of what was. */
  replace: boolean;
}

/**
 * Cleans the files of the settings' input into the lake in their output, each by itself: those that are there, of the
 * same bytes and settings, are not cleaned again. What is done stays, however the others end.
 */
export async function cleanFiles(context: JobContext, { replace }: CleanOptions): Promise<CleanedFiles> {
  const { settings, workDir, progress } = context;
  await refuseLakeAsInput(context);
  const found = await listAll(context);
  const objects = await withoutCopies(found.filter(isHere), settings.csv.columns, progress);
  refuseOwnPlaces(settings, [settings.output, ...found.map(({ name }) => name)]);
  const store = await openLakeStore(settings.output, settings.s3, workDir);
  try {
    const lake = await openLake(store, context);
    const { standing } = lake;
    const away = found.filter((input) => !isHere(input));
    const inputs = [...objects, ...withoutSameObjects(away, settings.csv.columns, progress)];
    const unknown = await unknownInputs(inputs, standing, settings.csv.columns);
    const moved = await movedFiles(standing, { inputs, unknown }, settings.csv.columns);
    const task = taskOf(context, { lake, replace, moved, inputs: unknown });
    progress.stage('cleaning', task.files.length);
    const outcomes = task.files.length === 0 ? [] : await cleanAll(context, task);
    progress.done();
    const failed = outcomes.find((outcome) => outcome.state === 'failed');
    const files = await standingIn(store, settings.s3);
    if (failed?.state === 'failed') throw asTold(failed.error, { ...lake, standing: files });
    await tellStrays(context, files);
    return resultOf(task, outcomes, { passedOver: inputs.length - unknown.length, files });
  } finally {
    await store.close();
  }
}

/** It would work once: from then on that input would be the lake. */
function lakeBesideFiles(input: string, output: string): RecompraError {
  return new RecompraError('usage', `the lake would lie in ${output}, where ${input} looks for files to clean`, {
    remedy: 'give the lake a folder of its own, e.g. --output lake',
    logged: 'a lake was to be made in the folder of its files',
  });
}

/** What a cleaning that was broken off has left counts for whoever reads the folder without the facts. */
async function tellStrays({ settings, progress }: JobContext, files: readonly FileFacts[]): Promise<void> {
  const strays = await strayParts(settings.output, files, settings.s3);
  if (strays.length === 0) return;
  progress.warn(
    `no finished cleaning left these in ${settings.output}: ${someNames(strays)}; remove them unless one is at work`,
    `${strays.length} files of a lake were left by no finished cleaning`,
  );
}

async function refuseLakeAsInput({ settings, inputs = [settings.input] }: JobContext): Promise<void> {
  for (const input of inputs) {
    const lake = await lakeAt(input, settings.s3);
    if (lake === null && wouldName(input, settings.output)) throw lakeBesideFiles(input, settings.output);
    if (lake === null) continue;
    throw new RecompraError('usage', `${input} lies in the lake ${lake.root}: its lines are clean`, {
      remedy: `name the files to clean; recompra run --input ${lake.root} reads the lake`,
      logged: 'a lake was named as what is to be cleaned',
    });
  }
}

interface TaskParts {
  lake: OpenLake;
  replace: boolean;
  /** Ids of files whose content is under another name by now. */
  moved: ReadonlySet<string>;
  inputs: readonly InputObject[];
}

function taskOf({ settings, today }: JobContext, { lake, replace, moved, inputs }: TaskParts): CleanTask {
  const known = lake.standing.map(({ id, cleanedOn, linesClean, input }): KnownFile => {
    const { name, source, text, folders } = input;
    const dated = cleanedOn === undefined ? {} : { cleanedOn };
    return { id, ...dated, linesClean, name, source, text, folders, moved: moved.has(id) };
  });
  const files = inputs
    .map((input): FileToClean => ({ name: input.name, source: sourceOf(input), bytes: input.bytes }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const root = isS3(lake.root) ? lake.root : resolve(lake.root);
  return { root, csv: settings.csv, s3: settings.s3, today: today ?? null, replace, known, files };
}

function resultOf(
  task: CleanTask,
  outcomes: readonly CleanOutcome[],
  { passedOver, files }: { passedOver: number; files: readonly FileFacts[] },
): CleanedFiles {
  const inOrder = [...outcomes].sort((a, b) => a.file - b.file);
  const standing = new Set(files.map(({ id }) => id));
  const cleaned = inOrder.flatMap((outcome) =>
    outcome.state === 'cleaned' && standing.has(outcome.counts.id)
      ? [{ input: task.files[outcome.file]!.name, ...outcome.counts }]
      : [],
  );
  const total = (of: 'linesClean' | 'linesRejected'): number => files.reduce((sum, facts) => sum + facts[of], 0);
  return {
    cleaned,
    known: passedOver + task.files.length - cleaned.length,
    lake: { files: files.length, linesClean: total('linesClean'), linesRejected: total('linesRejected') },
  };
}
