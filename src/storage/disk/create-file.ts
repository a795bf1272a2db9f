import { constants, copyFile, link, rm } from 'node:fs/promises';
import { errorCode, writeError } from './disk-errors';

/** Moves a file of the same file system to a path that nothing bears yet; false, and nothing is done, where it is taken. */
export async function createFile(path: string, target: string): Promise<boolean> {
  try {
    await link(path, target).catch((cause) => {
      if (errorCode(cause) === 'EEXIST') throw cause;
      // Not every file system has links; a copy is not there all at once, but never over another file.
      return copyFile(path, target, constants.COPYFILE_EXCL);
    });
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw writeError(target, cause);
  }
  await rm(path, { force: true });
  return true;
}
