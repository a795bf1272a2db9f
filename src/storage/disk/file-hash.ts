import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffersOf } from './buffers-of';
import { readError } from './disk-errors';

/** Size and SHA-256 (hexadecimal) of some bytes. */
export interface ContentHash {
  bytes: number;
  sha256: string;
}

/** Reads a file once, in pieces, for its size and hash. */
export async function hashFile(path: string): Promise<ContentHash> {
  return hashStream(createReadStream(path)).catch((cause) => {
    throw readError(path, cause);
  });
}

/** Size and hash of everything a stream gives. */
export async function hashStream(source: Readable): Promise<ContentHash> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of buffersOf(source)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
