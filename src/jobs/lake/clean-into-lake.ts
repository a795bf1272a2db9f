import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { RecompraError } from '../../config/errors';
import { programVersion } from '../../config/program';
import type { Progress } from '../../config/progress';
import type { Settings } from '../../config/settings';
import type { ReadingEngine } from '../../engine/engine';
import type { ReadFile } from '../../etl/clean-file';
import { cleanFile } from '../../etl/clean-file';
import { lastPossibleDay } from '../../etl/read/date-values';
import type { FileFacts } from '../../publication/lake/lake-facts';
import { contentKey, LAKE_VERSION, readingHash } from '../../publication/lake/lake-facts';
import type { LakeStore } from '../../publication/lake/lake-store';
import { hashStream } from '../../storage/disk/file-hash';
import type { InputObject } from '../../storage/inputs/input-object';
import { listInputs } from '../../storage/inputs/list-inputs';
import { changed, ownInput } from '../../storage/inputs/local-inputs';
import { spool } from '../../storage/inputs/spool';
import { readingSettings } from '../lines/lake-settings';
import { textHash, toldByFolders } from '../lines/repeated-inputs';
import type { CleanResult, CleanTask, FileToClean, KnownFile } from './clean-task';
import type { UnwrittenFacts } from './lake-writer';
import { LakeWriter } from './lake-writer';

/** What a file is cleaned with. */
export interface CleanTools {
  engine: ReadingEngine;
  store: LakeStore;
  /** The settings of the task, with those of this process. */
  settings: Settings;
  /** Of this run, on this machine. */
  workDir: string;
  progress: Progress;
}

/** Cleans one file into the lake: its parts, its rejected lines and, last, its facts; nothing where they are there. */
export async function cleanIntoLake(task: CleanTask, file: FileToClean, tools: CleanTools): Promise<CleanResult> {
  const { input, copy } = await fetched(file, tools);
  try {
    return await cleanInput(task, { file, input }, tools);
  } finally {
    if (copy !== null) await rm(copy, { force: true });
  }
}

async function cleanInput(
  task: CleanTask,
  { file, input }: { file: FileToClean; input: InputObject },
  tools: CleanTools,
): Promise<CleanResult> {
  const hash = input.hash ?? (await hashStream(await input.open()));
  const folders = toldByFolders(file.name, task.csv.columns);
  const text = await textHash(input, hash);
  const own = { name: file.name, source: file.source, ...hash, text, folders };
  const lastDay = lastPossibleDay(task.today ?? undefined);
  const earlier = changedSince(task, own);
  const same = task.known.find((known) => contentKey(known) === contentKey(own));
  if (same !== undefined && earlier.length === 0 && stays(task, same, { source: own.source, lastDay })) {
    return { state: 'known' };
  }
  const replaces = [...(same === undefined ? [] : [same.id]), ...earlier];
  const { engine, store, settings, workDir, progress } = tools;
  const today = task.today ?? undefined;
  const read = await cleanFile({ engine, inputs: [{ ...input, hash }], settings, today, workDir, progress });
  await input.requireUnchanged();
  if (read.hash.sha256 !== hash.sha256) throw changed(file.name);
  const stored = { ...own, ...(input.etag === undefined ? {} : { etag: input.etag }) };
  const facts = factsOf(task, stored, read, { replaces, lastDay });
  const counts = await new LakeWriter(store, engine, task).write(facts, read, task.csv.returns === 'net');
  return { state: 'cleaned', replaces, counts };
}

/** The file on this machine's disk, and the copy that has to go, where it was fetched. */
async function fetched(
  { name, source }: FileToClean,
  { settings, workDir }: CleanTools,
): Promise<{ input: InputObject; copy: string | null }> {
  const [found] = await listInputs(source, settings.s3);
  const input = { ...found!, name };
  if (input.localPath !== null) return { input, copy: null };
  const spooled = await spool(input, workDir);
  const { etag } = input;
  return { input: { ...(await ownInput(spooled)), ...(etag === undefined ? {} : { etag }) }, copy: spooled.path };
}

/**
 * Whether what has a file's content will still be there when the task is done. Not where it is of another day, nor
 * where its own file is cleaned too: that may be another by now, and take its place.
 */
function stays(
  { files }: CleanTask,
  same: KnownFile,
  { source, lastDay }: { source: string; lastDay: string },
): boolean {
  if (same.cleanedOn !== undefined && same.cleanedOn !== lastDay) return false;
  return same.source === source || !files.some((file) => file.source === same.source);
}

/**
 * Ids of what was cleaned from an earlier state of the file; an error where nobody said that it may go. What has moved
 * to another name is no earlier state.
 */
function changedSince({ known, replace }: CleanTask, own: Omit<FileFacts['input'], 'etag'>): string[] {
  const earlier = known.filter(
    ({ source, moved, ...facts }) => source === own.source && !moved && contentKey(facts) !== contentKey(own),
  );
  if (earlier.length === 0 || replace) return earlier.map(({ id }) => id);
  throw changedFile(own.name, earlier);
}

function changedFile(name: string, earlier: readonly KnownFile[]): RecompraError {
  const lines = earlier.reduce((sum, { linesClean }) => sum + linesClean, 0);
  return new RecompraError('data', `${name} has changed since it was cleaned; the lake has ${lines} lines of it`, {
    remedy:
      '--replace puts its lines in the place of those; where they are other lines, give the file a name of its own',
    logged: `a file has changed since it was cleaned; the lake has ${lines} lines of it`,
  });
}

function factsOf(
  { csv }: CleanTask,
  input: FileFacts['input'],
  { counts }: ReadFile,
  { replaces, lastDay }: { replaces: string[]; lastDay: string },
): UnwrittenFacts {
  const reading = readingHash(readingSettings(csv));
  const future = counts.reasons.some(({ reason }) => reason === 'fecha_futura');
  const { name, sha256, folders } = input;
  // What comes back after it was replaced is another file than the one that was.
  const key = JSON.stringify([LAKE_VERSION, reading, sha256, folders, name, future ? lastDay : null, replaces]);
  return {
    schema: 'recompra/lake-file',
    version: LAKE_VERSION,
    id: createHash('sha256').update(key).digest('hex').slice(0, 20),
    reading,
    input,
    program: programVersion(),
    ...(future ? { cleanedOn: lastDay } : {}),
    ...counts,
    replaces,
  };
}
