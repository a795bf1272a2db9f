import { lstat, mkdtemp, readdir, rm, rmdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolders } from './create-folders';
import { errorCode, writeError } from './disk-errors';
import type { FolderLock } from './folder-lock';
import { isLocked, LOCK, lockFolder, UNFINISHED_LOCK } from './folder-lock';
import { machineMark } from './machine';

/** Says that a folder has no lock, for want of sockets on its file system: its time alone tells that it is in use. */
const UNLOCKED = '.unlocked';

/** How often a folder's time is renewed, and after how long without it, by the file system's clock, it is left over. */
const RENEWED_EVERY_MS = 20_000;
const LIFETIME_MS = 15 * 60_000;

/** Times that a folder may be cleared away, as that of a dead run, while it is being made. */
const MOST_ATTEMPTS = 5;

/** Folders of this process, and how to let go of each. */
const mine = new Map<string, () => void>();

/** Another run's folder. `foreign`: not made by this program for this user, so none of our business. */
export interface OtherFolder {
  path: string;
  state: 'live' | 'dead' | 'foreign';
}

/**
 * A new folder below `parent`, readable by its user only, that is told from one that a dead process left: by a lock
 * that ends with this process and, for other machines on the same disk, by its time, which is renewed.
 */
export async function createRunFolder(parent: string, prefix: string): Promise<string> {
  try {
    createFolders(parent);
    for (let attempt = 1; ; attempt++) {
      const folder = await mkdtemp(join(parent, `${prefix}${machineMark()}-`));
      try {
        await hold(folder);
        return folder;
      } catch (cause) {
        if (errorCode(cause) !== 'ENOENT' || attempt === MOST_ATTEMPTS) throw cause;
      }
    }
  } catch (cause) {
    throw writeError(parent, cause);
  }
}

async function hold(folder: string): Promise<void> {
  const lock: FolderLock | null = await lockFolder(folder);
  if (lock === null) await writeFile(join(folder, UNLOCKED), '');
  const timer = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => undefined), RENEWED_EVERY_MS);
  timer.unref();
  mine.set(folder, () => {
    clearInterval(timer);
    lock?.release();
  });
}

/** Removes a folder that `createRunFolder` made. */
export async function removeRunFolder(folder: string): Promise<void> {
  // Who was interrupted may have a writer that still adds files while others go: emptied again until it is empty.
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  mine.get(folder)?.();
  mine.delete(folder);
}

/** Removes the folders of this prefix below `parent` that dead runs left, as far as that can be done. */
export async function removeDeadFolders(parent: string, prefix: string, own: string): Promise<void> {
  // Who may not list a folder may still work in it.
  const others = await otherRunFolders(parent, prefix, own).catch(() => []);
  for (const { path, state } of others) {
    if (state === 'dead') await removeRunFolder(path).catch(() => undefined);
  }
}

/**
 * Folders of this prefix below `parent` but for `own`, a folder of this process there, which also tells the time of that
 * disk; null where there is none.
 */
export async function otherRunFolders(parent: string, prefix: string, own: string | null): Promise<OtherFolder[]> {
  const now = own === null ? Date.now() : (await lstat(own)).mtimeMs;
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix) && join(parent, name) !== own);
  const states = await Promise.all(names.map((name) => stateOf(join(parent, name), name.slice(prefix.length), now)));
  return names.flatMap((name, index) => {
    const state = states[index]!;
    return state === 'gone' ? [] : [{ path: join(parent, name), state }];
  });
}

async function stateOf(folder: string, mark: string, now: number): Promise<OtherFolder['state'] | 'gone'> {
  if (mine.has(folder)) return 'live';
  try {
    const entry = await lstat(folder);
    const machine = /^([0-9a-f]{8})-\w+$/.exec(mark)?.[1];
    const ours = entry.isDirectory() && entry.uid === (process.getuid?.() ?? entry.uid);
    if (!ours || machine === undefined) return 'foreign';
    const names = await readdir(folder);
    if (machine !== machineMark() || names.includes(UNLOCKED))
      return now - entry.mtimeMs > LIFETIME_MS ? 'dead' : 'live';
    if (names.every((name) => name === UNFINISHED_LOCK)) return (await removeUnfinished(folder)) ? 'gone' : 'live';
    return (await isSocket(join(folder, LOCK))) && (await isLocked(folder)) ? 'live' : 'dead';
  } catch (cause) {
    return errorCode(cause) === 'ENOENT' ? 'gone' : 'foreign';
  }
}

/** A process that is still making its folder makes another; one that was killed then has left nothing. */
async function removeUnfinished(folder: string): Promise<boolean> {
  try {
    await unlink(join(folder, UNFINISHED_LOCK)).catch(() => undefined);
    await rmdir(folder);
    return true;
  } catch (cause) {
    return errorCode(cause) === 'ENOENT';
  }
}

/** Whatever else lies in a lock's place (a pipe, a device, a link) is not opened. */
async function isSocket(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => null);
  return entry?.isSocket() ?? false;
}
