import type { BigIntStats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Readable } from 'node:stream';
import { RecompraError } from '../../config/errors';
import { readError } from '../disk/disk-errors';
import { fileVersion, isSameVersion } from '../disk/file-version';
import { filesBelow, kindOf, notAFile } from '../disk/files-below';
import { checkedStream } from './checked-stream';
import { globToRegExp, hasWildcard, literalPrefix } from './glob';
import { isInputName, partInputs } from './input-names';
import type { InputNotes, InputObject } from './input-object';
import { OwnOutputs } from './own-outputs';
import type { SpooledInput } from './spool';

/**
 * The files of a path, of a folder (its CSV and Parquet files, and those of the folders below) or of a glob. Outputs of
 * an earlier run are read only where they are named; what else a folder holds is named too.
 */
export async function localInputs(pattern: string, notes: InputNotes): Promise<InputObject[]> {
  const entry = await kindOf(pattern);
  if (entry === 'other') throw notAFile(pattern);
  const own = new OwnOutputs(textAt);
  if (entry === 'file') {
    if (await own.includes(pattern)) notes.ownNamed(pattern);
    return [await localInput(pattern)];
  }
  const paths = entry === 'folder' ? await folderFiles(pattern, notes) : await globFiles(pattern);
  const parted = await own.part(paths, (path) => path.split(sep).join('/'));
  notes.ownLeftOut(parted.own);
  return Promise.all(parted.read.map(localInput));
}

async function textAt(path: string): Promise<string | null> {
  // Anything but a file could keep us waiting for ever.
  const kind = await kindOf(path).catch(() => 'missing');
  return kind === 'file' ? readFile(path, 'utf8').catch(() => null) : null;
}

/** One file on this machine. Fails with kind `data` where there is none. */
export async function localInput(path: string): Promise<InputObject> {
  return ofVersion(path, await fileVersion(path));
}

/** A file in a folder of this run, which nobody else writes to, under the name it is known by. */
export async function ownInput({ path, name, bytes, sha256 }: SpooledInput): Promise<InputObject> {
  return { ...ofVersion(path, await stat(path, { bigint: true })), name, hash: { bytes, sha256 } };
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
    logged: 'an input was replaced while this run was reading it',
    transient: true,
  });
}

/** Bytes read at once: with the usual few, asking for them costs more than reading. */
const READ_BYTES = 1 << 20;

function read(path: string, bytes: number): Readable {
  return checkedStream(createReadStream(path, { highWaterMark: READ_BYTES }), {
    name: path,
    bytes,
    explain: (cause) => readError(path, cause),
  });
}

/** All files below a folder, as paths; links to folders are not followed. */
async function folderFiles(folder: string, notes: InputNotes): Promise<string[]> {
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  const nameOf = (path: string): string => path.slice(root.length);
  const wanted = (path: string): boolean => isInputName(nameOf(path));
  const { read, skipped } = partInputs(await filesBelow(root, { depth: Number.POSITIVE_INFINITY, wanted }), nameOf);
  notes.skipped(skipped);
  return read;
}

async function globFiles(pattern: string): Promise<string[]> {
  if (!hasWildcard(pattern)) return [];
  const prefix = literalPrefix(pattern);
  const root = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const depth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.slice(root.length).split('/').length;
  const matches = globToRegExp(pattern);
  const wanted = (path: string): boolean => matches.test(path.split(sep).join('/'));
  return (await filesBelow(root, { depth, wanted })).filter(wanted);
}
