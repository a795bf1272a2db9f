import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { readError, writeError } from '../disk/disk-errors';
import { kindOf } from '../disk/files-below';
import { folderPrefix, isPlainName, isS3, parseS3Address, plainNames } from '../s3/s3-address';
import { headObject, listObjects } from '../s3/s3-objects';
import type { InputObject } from './input-object';
import { localInput } from './local-inputs';
import { s3Input } from './s3-inputs';

/** The file of this name in a folder or below an `s3://` prefix, or null where there is none. */
export async function findAt(location: string, name: string, settings: S3Settings): Promise<InputObject | null> {
  if (!isS3(location)) {
    const path = join(location, name);
    return (await kindOf(path)) === 'file' ? localInput(path) : null;
  }
  const { bucket, key } = parseS3Address(location);
  const object = await headObject({ bucket, key: folderPrefix(key) + name }, settings);
  return object === null ? null : s3Input(object, settings);
}

/**
 * The path on this machine of a whole folder (a trained model): itself where it is local, else a copy below `workDir`.
 * Fails with kind `data` where it does not exist.
 */
export async function localFolder(location: string, workDir: string, settings: S3Settings): Promise<string> {
  if (!isS3(location)) {
    const entry = await stat(location).catch((cause) => {
      throw readError(location, cause);
    });
    if (entry.isDirectory()) return location;
    throw new RecompraError('data', `${location} is a file, not a folder`, { remedy: 'name the folder' });
  }
  return copyPrefix(location, workDir, settings);
}

async function copyPrefix(location: string, workDir: string, settings: S3Settings): Promise<string> {
  const { bucket, key } = parseS3Address(location);
  const prefix = folderPrefix(key);
  const objects = await listObjects({ bucket, key: prefix }, settings);
  if (objects.length === 0) {
    throw new RecompraError('data', `there is nothing at ${location}`, { remedy: 'check the bucket and the prefix' });
  }
  const folder = join(workDir, 'copies', bucket, ...prefix.split('/').filter(isPlainName));
  // Of an earlier copy nothing must stay.
  await rm(folder, { recursive: true, force: true });
  for (const object of objects) {
    const names = plainNames(object.key.slice(prefix.length));
    if (names !== null) await copyTo(s3Input(object, settings), join(folder, ...names));
  }
  return folder;
}

async function copyTo(input: InputObject, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await input.open(), createWriteStream(path));
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** Names (with `/`) of all files below a local folder, sorted; hidden ones too. */
export async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((path) => relative(folder, path).split(sep).join('/')).sort();
}
