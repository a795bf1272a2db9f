import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorCode, writeError } from './disk-errors';

/**
 * Creates a folder and those above it; gives the ones that were not there before, innermost first.
 * Node's own recursive mkdir never returns where a file system refuses new folders as `/proc` does.
 */
export function createFolders(path: string): string[] {
  const folder = resolve(path);
  try {
    return create(folder, dirname(folder) !== folder);
  } catch (cause) {
    throw writeError(path, cause);
  }
}

function create(folder: string, mayCreateParent: boolean): string[] {
  try {
    mkdirSync(folder);
    return [folder];
  } catch (cause) {
    if (isFolderAlready(folder, cause)) return [];
    if (errorCode(cause) !== 'ENOENT' || !mayCreateParent) throw cause;
  }
  const parent = dirname(folder);
  const above = create(parent, dirname(parent) !== parent);
  return [...create(folder, false), ...above];
}

/** Some systems answer for a folder that exists with another error than EEXIST: on a read-only disk, or at a drive's root. */
function isFolderAlready(folder: string, cause: unknown): boolean {
  const code = errorCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') return false;
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
