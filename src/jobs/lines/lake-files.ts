import { resolve } from 'node:path';
import { RecompraError } from '../../config/errors';
import { withoutSlash } from '../../config/slashes';
import { someNames } from '../../config/some-names';
import type { CleanedFile } from '../../etl/read/cleaned-file';
import type { RejectReason } from '../../etl/rejects/reject-reasons';
import type { RunInput } from '../../evaluation/run-inputs';
import type { FileFacts, StoredFile } from '../../publication/lake/lake-facts';
import { CLEAN_FOLDER, contentKey, readingHash, standingFiles } from '../../publication/lake/lake-facts';
import { namesBelow } from '../../publication/lake/lake-store';
import type { Lake } from '../../publication/lake/read-lake';
import { nameIn, readFacts, splitPattern } from '../../publication/lake/read-lake';
import { freeBytes } from '../../storage/disk/free-space';
import { findAt } from '../../storage/inputs/folder-files';
import { globToRegExp } from '../../storage/inputs/glob';
import type { InputObject } from '../../storage/inputs/input-object';
import { spool } from '../../storage/inputs/spool';
import { inParallel } from '../../storage/s3/in-parallel';
import { isS3, parseS3Address } from '../../storage/s3/s3-address';
import type { JobContext } from '../context/job-context';
import type { DiskToCheck } from './room-check';
import { TEXT_A_LINE } from './room-check';

/** The files of a lake that a job reads. */
export interface LakeFiles {
  lake: Lake;
  files: readonly ChosenFile[];
}

/** A cleaned file and those of its parts that are read. */
export interface ChosenFile {
  facts: FileFacts;
  parts: FileFacts['parts'];
  /** All of them: what was rejected belongs to the lines then. */
  whole: boolean;
}

/** What stands in a lake for a job's input: parts that no facts name are passed over, and said. */
export async function chooseFiles(context: JobContext, lake: Lake): Promise<LakeFiles> {
  const { settings, progress, inputs = [settings.input] } = context;
  const { root, mark } = lake;
  const standing = standingFiles(await readFacts(root, settings.s3));
  const foreign = standing.find(({ reading }) => reading !== readingHash(mark.csv));
  if (foreign !== undefined) throw ofOtherReading(root, foreign);
  const isAsked = asks(root, inputs);
  const there = (await namesBelow(root, CLEAN_FOLDER, settings.s3)).filter(isAsked);
  const known = new Set(standing.flatMap(({ parts }) => parts.map(({ name }) => name)));
  const stray = there.filter((name) => name.endsWith('.parquet') && !known.has(name));
  if (stray.length > 0) {
    progress.note(
      `not read in ${root}, for no finished cleaning left them: ${someNames(stray)}`,
      `${stray.length} files of a lake are not read: no finished cleaning left them`,
    );
  }
  const files = standing.map((facts): ChosenFile => {
    const parts = facts.parts.filter(({ name }) => isAsked(name));
    return { facts, parts, whole: parts.length === facts.parts.length };
  });
  const chosen = withoutRepeated(files, context).filter(({ parts, whole }) => whole || parts.length > 0);
  requireParts(root, chosen, new Set(there));
  if (chosen.every(({ parts }) => parts.length === 0)) throw nothingClean(root, inputs);
  noteRejected(chosen, context);
  return { lake, files: chosen };
}

function ofOtherReading(root: string, { input }: FileFacts): RecompraError {
  return new RecompraError('data', `${input.name} was cleaned under other settings than ${root} says`, {
    remedy: 'clean the files again, into another folder',
    logged: 'a file of the lake was cleaned under other settings than the lake says',
  });
}

/** Whether the addresses of the input cover a name below the root. */
function asks(root: string, addresses: readonly string[]): (name: string) => boolean {
  const tests = addresses.map((address) => {
    const { folder, pattern } = patternBelow(root, address);
    const base = withoutSlash(comparable(folder === '' ? '.' : folder));
    const rest = pattern === '' ? null : globToRegExp(pattern);
    return (name: string): boolean => {
      const asked = comparable(nameIn(root, name));
      if (base !== '' && asked !== base && !asked.startsWith(`${base}/`)) return false;
      return rest === null || rest.test(asked.slice(base.length).replace(/^\//, ''));
    };
  });
  return (name) => tests.some((test) => test(name));
}

/** Nothing of the root's own name is a glob. */
function patternBelow(root: string, address: string): { folder: string; pattern: string } {
  const [whole, own] = [comparable(withoutSlash(address)), comparable(root)];
  if (own === '' || (whole !== own && !whole.startsWith(`${own}/`))) return splitPattern(address);
  const below = splitPattern(whole.slice(own.length + 1));
  return { folder: below.folder === '' ? root : nameIn(root, withoutSlash(below.folder)), pattern: below.pattern };
}

/** A path from the root of this machine; of S3 the key. */
function comparable(name: string): string {
  return isS3(name) ? parseS3Address(name).key : resolve(name);
}

/** The files that hold something of their own; a copy under another name is read once, and said. */
function withoutRepeated(files: readonly ChosenFile[], { progress }: JobContext): ChosenFile[] {
  const first = new Map<string, string>();
  return files.filter(({ facts: { input } }) => {
    const same = first.get(contentKey(input));
    if (same === undefined) first.set(contentKey(input), input.name);
    else progress.warn(`${input.name} holds the same as ${same}: it was read once`, 'a file was cleaned twice');
    return same === undefined;
  });
}

function requireParts(root: string, files: readonly ChosenFile[], there: ReadonlySet<string>): void {
  for (const { facts, parts } of files) {
    const missing = parts.find(({ name }) => !there.has(name));
    if (missing !== undefined) throw notAsWritten(root, missing, facts, 'is not there');
  }
}

function notAsWritten(root: string, { name }: StoredFile, { id, input }: FileFacts, what: string): RecompraError {
  return new RecompraError('data', `${nameIn(root, name)} ${what}; ${input.name} was cleaned into it`, {
    remedy: `remove ${nameIn(root, `files/${id}.json`)} and clean ${input.name} again`,
    logged: `a file of a lake ${what}`,
  });
}

function nothingClean(root: string, inputs: readonly string[]): RecompraError {
  return new RecompraError('data', `no clean lines found at ${someNames(inputs)} in the lake ${root}`, {
    remedy: 'clean files into it with recompra clean, or ask for days that it has',
    logged: 'no clean lines found in the lake',
  });
}

/** Rejected lines have no day: of a file that is read in part nobody knows which of them belong to it. */
function noteRejected(files: readonly ChosenFile[], { progress }: JobContext): void {
  const apart = files.filter(({ whole, facts }) => !whole && facts.linesRejected > 0);
  if (apart.length === 0) return;
  const lines = apart.reduce((sum, { facts }) => sum + facts.linesRejected, 0);
  const why = 'are not counted, for not all their days are read';
  progress.note(
    `lines that were rejected in ${someNames(apart.map(({ facts }) => facts.input.name))} ${why}: ${lines}`,
    `lines that were rejected in files of a lake ${why}: ${lines}`,
  );
}

/** What the chosen parts will take of the disk where a folder is. */
export async function diskForLake(
  { lake, files }: LakeFiles,
  { folder, memory }: { folder: string; memory: string | undefined },
): Promise<DiskToCheck & { lines: number }> {
  const parts = files.flatMap((file) => file.parts);
  const lines = parts.reduce((sum, { rows }) => sum + rows, 0);
  const fetched = isS3(lake.root) ? parts.reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  return { lines, textBytes: TEXT_A_LINE * lines, fetched, free: await freeBytes(folder), memory };
}

/** The chosen files on this machine, each as it was written. */
export async function bringFiles(context: JobContext, { lake, files }: LakeFiles): Promise<CleanedFile[]> {
  const { settings, workDir, progress } = context;
  const wanted = files.flatMap(({ facts, parts, whole }) =>
    [...parts, ...(whole && facts.rejects !== null ? [facts.rejects] : [])].map((file) => ({ file, facts })),
  );
  progress.stage('opening', wanted.length);
  const paths = new Map<string, string>();
  await inParallel(wanted, async ({ file, facts }) => {
    const found: InputObject | null = await findAt(lake.root, file.name, settings.s3);
    if (found === null) throw notAsWritten(lake.root, file, facts, 'is not there');
    const { path, sha256 } = await spool(found, workDir);
    if (sha256 !== file.sha256) throw notAsWritten(lake.root, file, facts, 'is not as it was written');
    paths.set(file.name, path);
    progress.advance(1);
  });
  return files.map((file) => asCleanedFile(file, (name) => paths.get(name)!));
}

function asCleanedFile({ facts, parts, whole }: ChosenFile, pathOf: (name: string) => string): CleanedFile {
  const { name, bytes, sha256 } = facts.input;
  return {
    name,
    hash: { bytes, sha256 },
    parts: parts.map((part) => pathOf(part.name)),
    records: parts.reduce((sum, { rows }) => sum + rows, 0),
    places: facts.linesIn,
    rejects: whole && facts.rejects !== null ? pathOf(facts.rejects.name) : null,
    rejected: whole ? facts.reasons.map(({ reason, lines }) => [reason as RejectReason, lines] as const) : [],
  };
}

/** What a run has read: the files themselves, as if it had cleaned them, or the parts of those that it read in part. */
export function inputsOf({ lake, files }: LakeFiles): RunInput[] {
  return files.flatMap(({ facts, parts, whole }) => {
    const { name, bytes, sha256 } = facts.input;
    if (whole) return [{ name, bytes, sha256 }];
    return parts.map((part) => ({ name: nameIn(lake.root, part.name), bytes: part.bytes, sha256: part.sha256 }));
  });
}
