import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readError } from './disk-errors';

/** Bytes this user may still write at a path, or at the nearest folder above it that exists. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (cause) {
    const parent = dirname(path);
    if (parent === path) throw readError(path, cause);
    return freeBytes(parent);
  }
}
