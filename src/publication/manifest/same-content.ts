import { createHash } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentHash } from '../../storage/disk/file-hash';
import { placementUnit } from './output-names';

const PIECE_BYTES = 1024 * 1024;

/**
 * Whether what lies at `name` below a folder holds exactly these files, no links among them. Synchronous, for a
 * placement must not be interrupted between looking and acting.
 */
export function hasContent(folder: string, name: string, files: readonly ({ name: string } & ContentHash)[]): boolean {
  const found = filesAt(folder, name);
  if (found === null || found.length !== files.length) return false;
  return files.every((file) => found.includes(file.name) && isContent(join(folder, file.name), file));
}

/** Names of the files at a place; null where it holds anything but files and folders. */
function filesAt(folder: string, name: string): string[] | null {
  const entry = lstatSync(join(folder, name), { throwIfNoEntry: false });
  if (entry?.isFile()) return [name];
  if (!entry?.isDirectory() || placementUnit(name) !== name.split('/')[0]) return null;
  const files: string[] = [];
  for (const inner of readdirSync(join(folder, name))) {
    const below = filesAt(folder, `${name}/${inner}`);
    if (below === null) return null;
    files.push(...below);
  }
  return files;
}

function isContent(path: string, { bytes, sha256 }: ContentHash): boolean {
  if (lstatSync(path).size !== bytes) return false;
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      hash.update(piece.subarray(0, read));
    }
    return hash.digest('hex') === sha256;
  } finally {
    closeSync(handle);
  }
}
