import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { S3Settings } from '../../config/settings';
import type { S3Address } from '../s3/s3-address';
import { folderPrefix, formatS3Address } from '../s3/s3-address';
import { isForbidden } from '../s3/s3-errors';
import type { StoredObject } from '../s3/s3-objects';
import { headObject, listObjects } from '../s3/s3-objects';
import { globToRegExp, hasWildcard, literalPrefix } from './glob';
import { partInputs } from './input-names';
import type { InputNotes, InputObject } from './input-object';
import { changed } from './local-inputs';
import { OwnOutputs } from './own-outputs';
import { readInRanges } from './s3-ranges';

/**
 * The object of a key, the objects of a glob, or all CSV and Parquet objects below a prefix. Outputs of an earlier run
 * are read only where they are named; what else lies below a prefix is named too.
 */
export async function s3Inputs(address: S3Address, settings: S3Settings, notes: InputNotes): Promise<InputObject[]> {
  const exact = address.key === '' || address.key.endsWith('/') ? null : await exactObject(address, settings);
  if (exact !== null) {
    if (await ownOutputs(address, settings).includes(address.key)) notes.ownNamed(formatS3Address(address));
    return [s3Input(exact, settings)];
  }
  const glob = hasWildcard(address.key);
  const prefix = { ...address, key: glob ? literalPrefix(address.key) : folderPrefix(address.key) };
  const listed = await listObjects(prefix, settings);
  const matching = glob ? globObjects(address, listed) : prefixObjects(prefix, listed, notes);
  const { read, own } = await ownOutputs(prefix, settings, listed).part(matching, ({ key }) => key);
  notes.ownLeftOut(own);
  return read.map((object) => s3Input(object, settings));
}

/** A key below the prefix is there where the listing has it: only above it has S3 to be asked. */
function ownOutputs(prefix: S3Address, settings: S3Settings, listed?: readonly StoredObject[]): OwnOutputs {
  const keys = new Set(listed?.map(({ key }) => key));
  return new OwnOutputs(async (key) => {
    if (listed !== undefined && key.startsWith(prefix.key) && !keys.has(key)) return null;
    // Who may not read there is told nothing of it.
    const object = await headObject({ bucket: prefix.bucket, key }, settings).catch(() => null);
    return object === null ? null : text(await s3Input(object, settings).open());
  });
}

function prefixObjects(prefix: S3Address, listed: readonly StoredObject[], notes: InputNotes): StoredObject[] {
  const objects = listed.filter(({ key }) => !key.endsWith('/'));
  const { read, skipped } = partInputs(objects, ({ key }) => key.slice(prefix.key.length));
  notes.skipped(skipped);
  return read;
}

/** One object, pinned to the ETag it was found with. */
export function s3Input(object: StoredObject, settings: S3Settings): InputObject {
  const name = formatS3Address(object);
  return {
    name,
    bytes: object.bytes,
    localPath: null,
    etag: object.etag,
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

function globObjects({ key: glob }: S3Address, listed: readonly StoredObject[]): StoredObject[] {
  const matches = globToRegExp(glob);
  return listed.filter(({ key }) => matches.test(key));
}

/** Asked again at each opening: a listing states no checksum, and an object replaced since is told at once. */
async function openObject(object: StoredObject, settings: S3Settings): Promise<Readable> {
  const current = await headObject(object, settings);
  if (current?.etag !== object.etag || current.bytes !== object.bytes) throw changed(formatS3Address(object));
  return readInRanges(current, settings);
}
