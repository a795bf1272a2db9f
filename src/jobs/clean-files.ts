import { resolve } from 'node:path';
import { RecompraError } from '../config/errors';
import type { CsvSettings } from '../config/settings';
import type { FileFacts } from '../publication/lake/lake-facts';
import { contentKey } from '../publication/lake/lake-facts';
import { openLakeStore } from '../publication/lake/lake-store';
import { lakeAt } from '../publication/lake/read-lake';
import { hashStream } from '../storage/disk/file-hash';
import type { InputObject } from '../storage/inputs/input-object';
import { isS3 } from '../storage/s3/s3-address';
import { listAll, withoutCopies } from './bring-inputs';
import { cleanAll } from './clean-everywhere';
import type { CleanedCounts, CleanOutcome, CleanTask, FileToClean, KnownFile } from './clean-task';
import type { JobContext } from './job-context';
import type { OpenLake } from './open-lake';
import { asTold, openLake, standingIn } from './open-lake';
import { toldByFolders } from './repeated-inputs';

export interface CleanedFiles {
  /** Files that were cleaned, in the order of their names. */
  cleaned: (CleanedCounts & { input: string })[];
  /** Files whose lines were in the lake already. */
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
  const store = await openLakeStore(settings.output, settings.s3, workDir);
  try {
    const lake = await openLake(store, context);
    const { standing } = lake;
    const inputs = [...objects, ...found.filter((input) => !isHere(input))];
    const unknown = await unknownInputs(inputs, standing, context);
    const moved = await movedFiles(standing, { inputs, unknown }, settings.csv.columns);
    const task = taskOf(context, { lake, replace, moved, inputs: unknown });
    progress.stage('cleaning', task.files.length);
    const outcomes = task.files.length === 0 ? [] : await cleanAll(context, task);
    progress.done();
    const failed = outcomes.find((outcome) => outcome.state === 'failed');
    const files = await standingIn(store, settings.s3);
    if (failed?.state === 'failed') throw asTold(failed.error, { ...lake, standing: files });
    return resultOf(task, outcomes, { passedOver: inputs.length - unknown.length, files });
  } finally {
    await store.close();
  }
}

function isHere({ localPath }: InputObject): boolean {
  return localPath !== null;
}

async function refuseLakeAsInput({ settings, inputs = [settings.input] }: JobContext): Promise<void> {
  for (const input of inputs) {
    const lake = await lakeAt(input, settings.s3);
    if (lake === null) continue;
    throw new RecompraError('usage', `${input} lies in the lake ${lake.root}: its lines are clean`, {
      remedy: `name the files to clean; recompra run --input ${lake.root} reads the lake`,
      logged: 'a lake was named as what is to be cleaned',
    });
  }
}

/** The files that are not surely in the lake as they are there: one of them may still turn out to be. */
async function unknownInputs(
  inputs: readonly InputObject[],
  standing: readonly FileFacts[],
  { settings }: JobContext,
): Promise<InputObject[]> {
  const unknown: InputObject[] = [];
  for (const input of inputs) {
    const alike = standing.filter(
      (facts) =>
        facts.cleanedOn === undefined && facts.input.source === sourceOf(input) && facts.input.bytes === input.bytes,
    );
    if (!(await isOneOf(input, alike, settings.csv.columns))) unknown.push(input);
  }
  return unknown;
}

/** Ids of files whose content other inputs have, while their own are to be looked at: names that went round. */
async function movedFiles(
  standing: readonly FileFacts[],
  { inputs, unknown }: { inputs: readonly InputObject[]; unknown: readonly InputObject[] },
  columns: CsvSettings['columns'],
): Promise<Set<string>> {
  const asked = new Set(unknown.map(sourceOf));
  const moved = new Set<string>();
  for (const facts of standing.filter(({ input }) => asked.has(input.source))) {
    const others = inputs.filter(
      (input) => sourceOf(input) !== facts.input.source && input.bytes === facts.input.bytes,
    );
    for (const input of others) if (await isOneOf(input, [facts], columns)) moved.add(facts.id);
  }
  return moved;
}

/** An object of S3 need not be fetched to know; a file here is read. */
async function isOneOf(
  input: InputObject,
  alike: readonly FileFacts[],
  columns: CsvSettings['columns'],
): Promise<boolean> {
  if (alike.length === 0) return false;
  if (!isHere(input)) return alike.some(({ input: { etag } }) => etag !== undefined && etag === input.etag);
  const { sha256 } = input.hash ?? (await hashStream(await input.open()));
  const content = contentKey({ sha256, folders: toldByFolders(input.name, columns) });
  return alike.some((facts) => contentKey(facts.input) === content);
}

/** Where a file is from anywhere: an absolute path, or its address. */
function sourceOf({ name }: InputObject): string {
  return isS3(name) ? name : resolve(name);
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
    const { name, source, sha256, folders } = input;
    const dated = cleanedOn === undefined ? {} : { cleanedOn };
    return { id, ...dated, linesClean, name, source, sha256, folders, moved: moved.has(id) };
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
  const cleaned = inOrder.flatMap((outcome) =>
    outcome.state === 'cleaned' ? [{ input: task.files[outcome.file]!.name, ...outcome.counts }] : [],
  );
  const total = (of: 'linesClean' | 'linesRejected'): number => files.reduce((sum, facts) => sum + facts[of], 0);
  return {
    cleaned,
    known: passedOver + outcomes.filter(({ state }) => state === 'known').length,
    lake: { files: files.length, linesClean: total('linesClean'), linesRejected: total('linesRejected') },
  };
}
