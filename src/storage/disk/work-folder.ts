import { chmod, lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { RecompraError } from '../../config/errors';
import { onInterrupt } from './cleanup';
import { createRunFolder, removeDeadFolders, removeRunFolder } from './run-folder';

const PREFIX = 'recompra-work-';

/** What others than the user may do with a file. */
const OTHERS = 0o077;

/** A folder for the spool and spill files of one run. */
export interface WorkFolder {
  readonly path: string;
  /** Removes the folder and all in it. */
  close(): Promise<void>;
}

/**
 * A new folder below `parent` (the system's temporary folder unless given) that nobody else can read; those that dead
 * runs of this user left there are removed. Fails with kind `usage` where files have no owner or permissions.
 */
export async function openWorkFolder(parent: string = tmpdir()): Promise<WorkFolder> {
  const path = await createRunFolder(parent, PREFIX);
  const close = async (): Promise<void> => {
    forget();
    await removeRunFolder(path);
  };
  const forget = onInterrupt(close);
  try {
    await requirePrivate(path);
    await removeDeadFolders(parent, PREFIX, path);
    return { path, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function requirePrivate(folder: string): Promise<void> {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  if (((await lstat(folder)).mode & OTHERS) !== 0) await chmod(folder, 0o700).catch(() => undefined);
  const entry = await lstat(folder);
  if (entry.isDirectory() && entry.uid === uid && (entry.mode & OTHERS) === 0) return;
  const mode = (entry.mode & 0o777).toString(8);
  throw new RecompraError('usage', `${folder} could be read by others (owner ${entry.uid}, permissions ${mode})`, {
    remedy: "point --work-dir to a disk whose files have owners and permissions: customers' data is kept there",
  });
}
