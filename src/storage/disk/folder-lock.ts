import { closeSync, constants, openSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { errorCode } from './disk-errors';

/** A socket that its process listens on: the system stops answering for it when the process ends, however it ends. */
export const LOCK = '.lock';
/** Its name until it listens, so that a lock that does not answer is a dead one. */
export const UNFINISHED_LOCK = '.lock-new';

const OPEN_FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A lock that this process holds. */
export interface FolderLock {
  release(): void;
}

/**
 * Locks a folder as long as this process lives. Null where the file system knows no sockets; other errors, such as
 * ENOENT where the folder is gone, are thrown.
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  const place = shortPath(folder);
  const server = createServer((peer) => peer.destroy());
  try {
    await listening(server, join(place.path, UNFINISHED_LOCK));
    await rename(join(folder, UNFINISHED_LOCK), join(folder, LOCK));
  } catch (cause) {
    server.close();
    place.close();
    if (errorCode(cause) === 'ENOENT') throw cause;
    return null;
  }
  return { release: () => server.close(() => place.close()) };
}

/** Whether some process of this machine holds the lock of a folder. */
export async function isLocked(folder: string): Promise<boolean> {
  const place = shortPath(folder);
  try {
    return await answers(join(place.path, LOCK));
  } finally {
    place.close();
  }
}

/** The address of a socket has room for some hundred bytes; Linux knows an open folder by a short name too. */
function shortPath(folder: string): { path: string; close(): void } {
  if (process.platform !== 'linux') return { path: folder, close: () => undefined };
  const handle = openSync(folder, OPEN_FOLDER);
  return { path: `/proc/self/fd/${handle}`, close: () => closeSync(handle) };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).unref();
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Connecting is the kernel's work: a process that is busy, or stopped, holds its lock. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const peer = connect(path);
    peer.once('connect', () => {
      peer.destroy();
      resolve(true);
    });
    peer.once('error', (cause) => resolve(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(errorCode(cause) ?? '')));
  });
}
