import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeError } from '../disk/disk-errors';
import type { ContentHash } from '../disk/file-hash';
import { hashStream } from '../disk/file-hash';
import type { InputObject } from './input-object';

/** An input on this machine's disk. */
export interface SpooledInput extends ContentHash {
  /** As the user named it. */
  name: string;
  path: string;
}

/** Brings an input to this machine: a local file is only hashed, any other is streamed into `folder` and hashed on the way. */
export async function spool(input: InputObject, folder: string): Promise<SpooledInput> {
  if (input.localPath !== null) {
    const hash = await hashStream(await input.open());
    await input.requireUnchanged();
    return { name: input.name, path: input.localPath, ...hash };
  }
  const path = join(folder, spoolName(input.name));
  try {
    return { name: input.name, path, ...(await copyAndHash(input, path)) };
  } catch (cause) {
    await rm(path, { force: true });
    throw writeError(path, cause);
  }
}

/** Two keys may end alike; the file type must stay readable from the name. */
function spoolName(name: string): string {
  const distinct = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${distinct}-${basename(name).slice(-100)}`;
}

async function copyAndHash(input: InputObject, path: string): Promise<ContentHash> {
  const hash = createHash('sha256');
  let bytes = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(await input.open(), hashing, createWriteStream(path));
  return { bytes, sha256: hash.digest('hex') };
}
