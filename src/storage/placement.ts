import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { RecompraError } from '../config/errors';
import { writeError } from './disk-errors';
import { RUN_MANIFEST } from './run-manifest';

/** A run's staging folder and the folder its outputs go to, on one file system. */
export interface Placement {
  staging: string;
  target: string;
}

/** Folder of the staged outputs. */
export const NEW = 'new';
/** Folder of the outputs they replace, until all are in place. */
const OLD = 'old';
/** What was to be placed: with it a placement that was cut short can be taken back. */
const JOURNAL = 'journal.json';

/**
 * Puts staged outputs (files, or folders as a whole) into place by renaming, `run.json` last. Without `run.json` a
 * folder is not a finished run, so an old one is moved aside first. On an error everything is as before.
 * Synchronous on purpose: no signal handler can run between two renames.
 */
export function placeAll(placement: Placement, units: readonly string[]): void {
  const { staging, target } = placement;
  const all = [...units, RUN_MANIFEST];
  try {
    all.forEach((unit) => {
      requireSameKind(join(staging, NEW, unit), join(target, unit));
    });
    writeFileSync(join(staging, JOURNAL), JSON.stringify(all), { flush: true });
    moveAside(placement, RUN_MANIFEST);
    for (const unit of all) placeOne(placement, unit);
    new Set(all.map((unit) => dirname(join(target, unit)))).forEach(flushFolder);
  } catch (cause) {
    takeBack(placement);
    throw writeError(target, cause);
  }
}

function placeOne(placement: Placement, unit: string): void {
  const path = join(placement.target, unit);
  mkdirSync(dirname(path), { recursive: true });
  moveAside(placement, unit);
  renameSync(join(placement.staging, NEW, unit), path);
}

/** Keeps what is to be replaced. A file gets a second name, so that its own is never missing; a folder is renamed. */
function moveAside({ staging, target }: Placement, unit: string): void {
  const path = join(target, unit);
  const aside = join(staging, OLD, unit);
  if (!existsSync(path)) return;
  mkdirSync(dirname(aside), { recursive: true });
  if (unit !== RUN_MANIFEST && lstatSync(path).isFile() && tryLink(path, aside)) return;
  renameSync(path, aside);
}

/** Some file systems know no second names. */
function tryLink(path: string, aside: string): boolean {
  try {
    linkSync(path, aside);
    return true;
  } catch {
    return false;
  }
}

/**
 * Undoes a placement that did not reach its end, in this process or in one that was killed: what was replaced comes
 * back, what was added goes. Leaves everything alone where a `run.json` says that the target is a finished run.
 */
export function takeBack(placement: Placement): void {
  const { staging, target } = placement;
  if (!existsSync(join(target, RUN_MANIFEST))) {
    for (const unit of journal(staging).reverse()) takeBackOne(placement, unit);
  }
  // A second attempt must not take the outputs that came back for those of this run.
  rmSync(join(staging, JOURNAL), { force: true });
}

/** What is no longer staged was placed. */
function takeBackOne({ staging, target }: Placement, unit: string): void {
  const path = join(target, unit);
  const aside = join(staging, OLD, unit);
  if (!existsSync(join(staging, NEW, unit))) rmSync(path, { recursive: true, force: true });
  if (existsSync(aside)) renameSync(aside, path);
}

function journal(staging: string): string[] {
  try {
    return JSON.parse(readFileSync(join(staging, JOURNAL), 'utf8')) as string[];
  } catch {
    // Written in full before the first rename: without a readable one nothing was placed.
    return [];
  }
}

/** A folder of that name may be another program's table; a file in the place of a folder is not ours either. */
function requireSameKind(staged: string, path: string): void {
  const ours = lstatSync(staged);
  const present = lstatSync(path, { throwIfNoEntry: false });
  if (present === undefined || present.isDirectory() === ours.isDirectory()) return;
  const kind = present.isDirectory() ? 'folder' : 'file';
  throw new RecompraError('usage', `${path} is a ${kind} that this run would have to replace`, {
    remedy: 'move it away, or choose another --output',
  });
}

/** Makes the renames in a folder last; file systems that cannot are left to their own pace. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    return;
  }
}
