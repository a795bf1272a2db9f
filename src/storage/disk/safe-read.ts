import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';

/** Neither follows a link nor waits for the other end of a pipe. */
const CAREFULLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The content of a small file whose place others may have filled: null where there is nothing, where it is a link, a
 * pipe, a device or a folder, and where it has more than `mostBytes`.
 */
export function readPlainFile(path: string, mostBytes: number): Buffer | null {
  if (!(lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return null;
  const handle = openSync(path, CAREFULLY);
  try {
    const entry = fstatSync(handle);
    return entry.isFile() && entry.size <= mostBytes ? readFileSync(handle) : null;
  } finally {
    closeSync(handle);
  }
}
