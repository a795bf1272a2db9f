import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createFolders } from './create-folders';
import { errorCode, writeError } from './disk-errors';

const OWNER_FILE = '.owner.json';
const ownerSchema = z.object({ pid: z.int(), host: z.string() });

/** On a shared disk nobody can ask another machine whether its process lives: after this long it is taken for dead. */
const FOREIGN_LIFETIME_MS = 24 * 3600 * 1000;

const mine = new Set<string>();

/** A new folder below `parent` that names this process as its owner. */
export async function createRunFolder(parent: string, prefix: string): Promise<string> {
  try {
    createFolders(parent);
    const folder = await mkdtemp(join(parent, prefix));
    mine.add(folder);
    await writeFile(join(folder, OWNER_FILE), JSON.stringify({ pid: process.pid, host: hostname() }));
    return folder;
  } catch (cause) {
    throw writeError(parent, cause);
  }
}

/** Removes a folder that `createRunFolder` made. */
export async function removeRunFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  mine.delete(folder);
}

/** Folders of this prefix below `parent` whose owner died without removing them. */
export async function abandonedRunFolders(parent: string, prefix: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => name.startsWith(prefix)).map((name) => join(parent, name));
  const abandoned = await Promise.all(folders.map(isAbandoned));
  return folders.filter((_, index) => abandoned[index]);
}

async function isAbandoned(folder: string): Promise<boolean> {
  if (mine.has(folder)) return false;
  const old = await isOld(folder);
  try {
    const owner = ownerSchema.parse(JSON.parse(await readFile(join(folder, OWNER_FILE), 'utf8')));
    return owner.host === hostname() ? !isAlive(owner.pid) : old;
  } catch {
    return old;
  }
}

async function isOld(folder: string): Promise<boolean> {
  const entry = await stat(folder).catch(() => null);
  return entry !== null && Date.now() - entry.mtimeMs > FOREIGN_LIFETIME_MS;
}

/** A container starts its processes at the same numbers each time: our own number on a folder that is not ours is an old one. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return errorCode(cause) === 'EPERM';
  }
}
