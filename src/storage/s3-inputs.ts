import type { Readable } from 'node:stream';
import type { S3Settings } from '../config/settings';
import { globToRegExp, hasWildcard, literalPrefix } from './glob';
import { partInputs } from './input-names';
import type { InputObject } from './input-object';
import { changed } from './local-inputs';
import type { S3Address } from './s3-address';
import { folderPrefix, formatS3Address } from './s3-address';
import { isForbidden } from './s3-errors';
import type { StoredObject } from './s3-objects';
import { headObject, listObjects } from './s3-objects';
import { readInRanges } from './s3-ranges';

/**
 * The object of a key, the objects of a glob, or all CSV and Parquet objects below a prefix; the others there are named
 * to `onSkipped`, by their key below it.
 */
export async function s3Inputs(
  address: S3Address,
  settings: S3Settings,
  onSkipped: (names: string[]) => void,
): Promise<InputObject[]> {
  const exact = address.key === '' || address.key.endsWith('/') ? null : await exactObject(address, settings);
  if (exact !== null) return [s3Input(exact, settings)];
  const found = hasWildcard(address.key)
    ? await globObjects(address, settings)
    : await prefixObjects({ ...address, key: folderPrefix(address.key) }, settings, onSkipped);
  return found.map((object) => s3Input(object, settings));
}

async function prefixObjects(
  prefix: S3Address,
  settings: S3Settings,
  onSkipped: (names: string[]) => void,
): Promise<StoredObject[]> {
  const listed = (await listObjects(prefix, settings)).filter(({ key }) => !key.endsWith('/'));
  const { read, skipped } = partInputs(listed, ({ key }) => key.slice(prefix.key.length));
  onSkipped(skipped);
  return read;
}

/** One object, pinned to the ETag it was found with. */
export function s3Input(object: StoredObject, settings: S3Settings): InputObject {
  const name = formatS3Address(object);
  return {
    name,
    bytes: object.bytes,
    localPath: null,
    open: () => openObject(object, settings),
    // Each opening is of the one version that was listed.
    requireUnchanged: async () => undefined,
  };
}

/** The object of just this key. Who may not list is denied rather than told that there is none: a glob goes on. */
async function exactObject(address: S3Address, settings: S3Settings): Promise<StoredObject | null> {
  try {
    return await headObject(address, settings);
  } catch (error) {
    if (hasWildcard(address.key) && isForbidden((error as Error).cause)) return null;
    throw error;
  }
}

async function globObjects(address: S3Address, settings: S3Settings): Promise<StoredObject[]> {
  const matches = globToRegExp(address.key);
  const listed = await listObjects({ ...address, key: literalPrefix(address.key) }, settings);
  return listed.filter(({ key }) => matches.test(key));
}

/** Asked again at each opening: a listing states no checksum, and an object replaced since is told at once. */
async function openObject(object: StoredObject, settings: S3Settings): Promise<Readable> {
  const current = await headObject(object, settings);
  if (current?.etag !== object.etag || current.bytes !== object.bytes) throw changed(formatS3Address(object));
  return readInRanges(current, settings);
}
