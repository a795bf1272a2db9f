import type { BigIntStats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Readable } from 'node:stream';
import { RecompraError } from '../config/errors';
import { checkedStream } from './checked-stream';
import { errorCode, readError } from './disk-errors';
import { fileVersion, isSameVersion } from './file-version';
import { globToRegExp, hasWildcard, literalPrefix } from './glob';
import { partInputs } from './input-names';
import type { InputObject } from './input-object';

/**
 * The files of a path, of a folder (its CSV and Parquet files, and those of the folders below) or of a glob. The
 * others in a folder are named to `onSkipped`, by their path in it.
 */
export async function localInputs(pattern: string, onSkipped: (names: string[]) => void): Promise<InputObject[]> {
  const entry = await kindOf(pattern);
  if (entry === 'file') return [await localInput(pattern)];
  if (entry === 'other') throw notAFile(pattern);
  if (entry === 'missing') return Promise.all((hasWildcard(pattern) ? await globFiles(pattern) : []).map(localInput));
  const { read, skipped } = await folderFiles(pattern);
  onSkipped(skipped);
  return Promise.all(read.map(localInput));
}

/** One file on this machine. Fails with kind `data` where there is none. */
export async function localInput(path: string): Promise<InputObject> {
  return ofVersion(path, await fileVersion(path));
}

/** A file in a folder of this run, which nobody else writes to, under the name it is known by. */
export async function ownInput(path: string, name: string): Promise<InputObject> {
  return { ...ofVersion(path, await stat(path, { bigint: true })), name };
}

function ofVersion(path: string, version: BigIntStats): InputObject {
  const bytes = Number(version.size);
  const requireUnchanged = async (): Promise<void> => {
    const current = await stat(path, { bigint: true }).catch((cause) => {
      throw readError(path, cause);
    });
    if (!isSameVersion(version, current)) throw changed(path);
  };
  const open = () => requireUnchanged().then(() => read(path, bytes));
  return { name: path, bytes, localPath: path, open, requireUnchanged };
}

/** A file or object that is no longer the one this run began with. */
export function changed(name: string): RecompraError {
  return new RecompraError('data', `${name} was replaced while this run was reading it`, {
    remedy: 'run again once whatever writes this file has finished',
    transient: true,
  });
}

function notAFile(path: string): RecompraError {
  return new RecompraError('data', `${path} is neither a file nor a folder`, {
    remedy: 'a pipe cannot be read twice: write the lines to a file first (.csv or .csv.gz)',
  });
}

function read(path: string, bytes: number): Readable {
  return checkedStream(createReadStream(path), { name: path, bytes, explain: (cause) => readError(path, cause) });
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | 'missing'> {
  try {
    const entry = await stat(path);
    return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') return 'missing';
    throw readError(path, cause);
  }
}

/** All files below a folder, as paths; links to folders are not followed, and a folder that may not be read is an error. */
async function folderFiles(folder: string): Promise<{ read: string[]; skipped: string[] }> {
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  const paths = await filesBelow(root, Number.POSITIVE_INFINITY, (path, cause) => {
    throw readError(path, cause);
  });
  return partInputs(paths, (path) => path.slice(root.length));
}

async function globFiles(pattern: string): Promise<string[]> {
  const prefix = literalPrefix(pattern);
  const root = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const depth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.slice(root.length).split('/').length;
  const matches = globToRegExp(pattern);
  const paths = await filesBelow(root, depth, () => []);
  return paths.filter((path) => matches.test(path.split(sep).join('/')));
}

/** Files below a folder, `depth` levels deep; `onError` is told of a folder that may not be read. */
async function filesBelow(
  folder: string,
  depth: number,
  onError: (path: string, cause: unknown) => [],
): Promise<string[]> {
  const listing = readdir(folder === '' ? '.' : folder, { withFileTypes: true });
  const entries = await listing.catch((cause: unknown) => onError(folder, cause));
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}${entry.name}`;
      if (entry.isFile()) return [path];
      const kind = entry.isDirectory() ? 'folder' : await kindOf(path).catch(() => 'missing');
      if (kind === 'file') return [path];
      // Without a limit of depth, a link to a folder above would be followed for ever.
      const enter = kind === 'folder' && depth > 1 && (entry.isDirectory() || Number.isFinite(depth));
      return enter ? filesBelow(`${path}/`, depth - 1, onError) : [];
    }),
  );
  return found.flat();
}
