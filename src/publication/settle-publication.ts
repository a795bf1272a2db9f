import { lstatSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import { withoutSlash } from '../config/slashes';
import type { OtherFolder } from '../storage/disk/run-folder';
import { createRunFolder, removeRunFolder } from '../storage/disk/run-folder';
import { folderPrefix, isS3, parseS3Address } from '../storage/s3/s3-address';
import type { Note } from './local/clear-dead-runs';
import { clearDeadRuns } from './local/clear-dead-runs';
import { readJournal } from './local/placement-journal';
import { isWholeFolder } from './manifest/output-names';
import { STAGING_PREFIX, untilNobodyPlaces } from './manifest/placing-turn';
import { RUN_MANIFEST } from './manifest/run-manifest';
import { ClosingPhase } from './s3/closing-phase';

/**
 * For who is about to read what was published to a target: waits for a run that is just putting files in place, and
 * takes back (on disk) or ends (in S3) what a dead one has half placed. Fails with kind `data` where that is needed and
 * this user may not; in S3, where nobody can tell, `note` is told and the reader has to look at what it reads.
 */
export async function settlePublication(target: string, settings: S3Settings, note: Note): Promise<void> {
  if (isS3(target)) return settleS3(target, settings, note);
  const names = await readdir(target).catch(() => []);
  if (!names.some((name) => name.startsWith(STAGING_PREFIX))) return;
  const others = await untilNobodyPlaces(target);
  if (others.some(({ state }) => state === 'dead')) await takeBackDead(target, others, note);
}

/** The target that a folder was published to as a whole (a model), by its name; null where it lies elsewhere. */
export function targetOfFolder(location: string): string | null {
  const path = withoutSlash(isS3(location) ? location : realPath(location));
  const cut = path.lastIndexOf('/');
  return isWholeFolder(path.slice(cut + 1)) ? path.slice(0, cut + 1) : null;
}

/** Where a link leads; a folder that is not there may have been moved aside. */
function realPath(location: string): string {
  try {
    return realpathSync(location);
  } catch {
    return resolve(location);
  }
}

async function settleS3(target: string, settings: S3Settings, note: Note): Promise<void> {
  const { bucket, key } = parseS3Address(target);
  try {
    await new ClosingPhase({ bucket, key: folderPrefix(key) }, settings).settle();
  } catch (error) {
    if (!(error instanceof RecompraError)) throw error;
    note(`${target} may be half published: ${error.message}`);
  }
}

async function takeBackDead(target: string, others: readonly OtherFolder[], note: Note): Promise<void> {
  const staging = await createRunFolder(target, STAGING_PREFIX).catch((cause) => {
    if (others.some((other) => isHalfPlaced(target, other))) throw halfPublished(target, cause);
    return null;
  });
  if (staging === null) return;
  await clearDeadRuns(target, staging, note).finally(() => removeRunFolder(staging));
}

function isHalfPlaced(target: string, { state, path }: OtherFolder): boolean {
  const journal = state === 'dead' ? readJournal(path) : null;
  const finished = lstatSync(join(target, RUN_MANIFEST), { throwIfNoEntry: false }) !== undefined;
  return journal !== null && !('refused' in journal) && !finished;
}

function halfPublished(target: string, cause: unknown): RecompraError {
  return new RecompraError(
    'data',
    `a run that died has left ${target} half published, and this user may not write there`,
    {
      remedy: 'run the command that publishes there again, as the user it belongs to: it begins by taking this back',
      cause,
    },
  );
}
