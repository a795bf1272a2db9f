import { lstatSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecompraError } from '../../config/errors';
import { errorCode, writeError } from '../../storage/disk/disk-errors';
import type { OtherFolder } from '../../storage/disk/run-folder';
import { otherRunFolders } from '../../storage/disk/run-folder';

/** Beginning of the names of staging folders: hidden, and in the target itself, for renaming is atomic on one file system only. */
export const STAGING_PREFIX = '.recompra-';

/** In the staging folder of a run that puts files in place, or is about to. */
const PLACING = '.placing';

/** Placing is a few renames: who waits for longer waits for a process that was stopped. */
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 20;

/**
 * Does something to a target that no other run may do to it at the same time, in whatever process or container: each
 * says so in its own staging folder first and only then looks for others, so that of two at least one sees the other;
 * the one whose folder comes later by name steps back. A run that died says nothing any more: `work` is told of it, and
 * of all other staging folders.
 */
export async function inTurn<T>(
  target: string,
  staging: string,
  work: (others: readonly OtherFolder[]) => T,
): Promise<T> {
  const mark = join(staging, PLACING);
  const patience = Date.now() + PATIENCE_MS;
  try {
    for (;;) {
      announce(mark, staging);
      const others = await otherRunFolders(target, STAGING_PREFIX, staging);
      const placing = others.filter(isPlacing).map(({ path }) => basename(path));
      if (placing.length === 0) return work(others);
      if (placing.some((other) => other < basename(staging))) rmSync(mark, { force: true });
      if (Date.now() > patience) throw stillPlacing(target);
      await sleep(LOOK_AGAIN_MS);
    }
  } finally {
    rmSync(mark, { force: true });
  }
}

/** Waits until no live run is putting files in place, or for as long as one may; gives all staging folders then. */
export async function untilNobodyPlaces(target: string): Promise<OtherFolder[]> {
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const others = await otherRunFolders(target, STAGING_PREFIX, null);
    if (!others.some(isPlacing) || Date.now() > patience) return others;
    await sleep(LOOK_AGAIN_MS);
  }
}

function announce(mark: string, staging: string): void {
  try {
    writeFileSync(mark, '');
  } catch (cause) {
    throw errorCode(cause) === 'ENOENT' ? vanished(staging) : writeError(mark, cause);
  }
}

function isPlacing({ state, path }: OtherFolder): boolean {
  return state === 'live' && lstatSync(join(path, PLACING), { throwIfNoEntry: false }) !== undefined;
}

function stillPlacing(target: string): RecompraError {
  return new RecompraError('unexpected', `another run has been putting its outputs into ${target} for two minutes`, {
    remedy: 'nothing of this run was published: see what keeps the other one (a stopped process?), and run again',
    transient: true,
  });
}

/** What a run wrote is not there any more. */
export function vanished(path: string): RecompraError {
  return new RecompraError('unexpected', `${path} was removed or changed by others before it was published`, {
    logged: 'what was to be published was removed or changed by others',
    remedy: 'nothing was published: run again, and keep whatever tidies up away from the output while a run works',
    transient: true,
  });
}
