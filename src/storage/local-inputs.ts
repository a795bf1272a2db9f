import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { RecompraError } from '../config/errors';
import { checkedStream } from './checked-stream';
import { errorCode, readError } from './disk-errors';
import { globToRegExp, hasWildcard, literalPrefix } from './glob';
import { isInputName } from './input-names';
import type { InputObject } from './input-object';

/** The files of a path, of a folder (its CSV and Parquet files, not those of folders below) or of a glob. */
export async function localInputs(pattern: string): Promise<InputObject[]> {
  const entry = await kindOf(pattern);
  if (entry === 'file') return [await localInput(pattern)];
  if (entry === 'other') throw notAFile(pattern);
  const paths = entry === 'folder' ? await folderFiles(pattern) : hasWildcard(pattern) ? await globFiles(pattern) : [];
  return Promise.all(paths.map(localInput));
}

/** One file on this machine. Fails with kind `data` where there is none. */
export async function localInput(path: string): Promise<InputObject> {
  const { size, mtimeMs } = await stat(path).catch((cause) => {
    throw readError(path, cause);
  });
  const unchanged = async (): Promise<void> => {
    const current = await stat(path).catch((cause) => {
      throw readError(path, cause);
    });
    if (current.size !== size || current.mtimeMs !== mtimeMs) throw changed(path);
  };
  return { name: path, bytes: size, localPath: path, open: () => unchanged().then(() => read(path, size)) };
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

async function folderFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause) => {
    throw readError(folder, cause);
  });
  const paths = names.filter(isInputName).map((name) => join(folder, name));
  const kinds = await Promise.all(paths.map(kindOf));
  return paths.filter((_, index) => kinds[index] === 'file');
}

async function globFiles(pattern: string): Promise<string[]> {
  const prefix = literalPrefix(pattern);
  const root = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const depth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.slice(root.length).split('/').length;
  const matches = globToRegExp(pattern);
  const paths = await filesBelow(root, depth);
  return paths.filter((path) => matches.test(path.split(sep).join('/')));
}

/** Files below a folder, `depth` levels deep; a folder that may not be read is passed over. */
async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}${entry.name}`;
      if (entry.isFile()) return [path];
      const kind = entry.isDirectory() ? 'folder' : await kindOf(path).catch(() => 'missing');
      if (kind === 'file') return [path];
      // Without a limit of depth, a link to a folder above would be followed for ever.
      const enter = kind === 'folder' && depth > 1 && (entry.isDirectory() || Number.isFinite(depth));
      return enter ? filesBelow(`${path}/`, depth - 1) : [];
    }),
  );
  return found.flat();
}
