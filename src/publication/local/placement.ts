import { closeSync, existsSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RecompraError } from '../../config/errors';
import { writeError } from '../../storage/disk/disk-errors';
import { RUN_MANIFEST } from '../manifest/run-manifest';
import type { Placement } from './placement-folders';
import { linkOnTheWay, NEW, OLD } from './placement-folders';
import type { NewUnit } from './placement-journal';
import { writeJournal } from './placement-journal';
import { takeBack } from './take-back';

/**
 * Puts staged outputs (files, or folders as a whole) into place by renaming, `run.json` last; units without files go.
 * Without `run.json` a folder is not a finished run, so an old one is moved aside first. On an error everything is as
 * before. Synchronous on purpose: no signal handler can run between two renames.
 */
export function placeAll(placement: Placement, units: readonly NewUnit[]): void {
  const { staging, target } = placement;
  const names = [...units.map(({ name }) => name), RUN_MANIFEST];
  try {
    for (const name of names) requireOwnPlace(placement, name);
    writeJournal(
      staging,
      units.map((unit) => ({ ...unit, replaces: existsSync(join(target, unit.name)) })),
    );
    moveAside(placement, RUN_MANIFEST);
    for (const { name, files } of units) {
      if (files.length === 0) moveAside(placement, name);
      else placeOne(placement, name);
    }
    placeOne(placement, RUN_MANIFEST);
    new Set(names.map((name) => dirname(join(target, name)))).forEach(flushFolder);
  } catch (cause) {
    takeBack(placement);
    throw writeError(target, cause);
  }
}

function placeOne(placement: Placement, name: string): void {
  const path = join(placement.target, name);
  mkdirSync(dirname(path), { recursive: true });
  if (name !== RUN_MANIFEST && !keepsItsName(placement, name)) moveAside(placement, name);
  renameSync(join(placement.staging, NEW, name), path);
}

function moveAside({ staging, target }: Placement, name: string): void {
  const path = join(target, name);
  const aside = join(staging, OLD, name);
  if (!existsSync(path)) return;
  mkdirSync(dirname(aside), { recursive: true });
  renameSync(path, aside);
}

/** A file that is replaced gets a second name, so that its own is never missing; some file systems know none. */
function keepsItsName({ staging, target }: Placement, name: string): boolean {
  const path = join(target, name);
  const aside = join(staging, OLD, name);
  if (!(lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return false;
  mkdirSync(dirname(aside), { recursive: true });
  try {
    linkSync(path, aside);
    return true;
  } catch {
    return false;
  }
}

/**
 * A folder of that name may be another program's table, a file in the place of a folder is not ours either, and a link
 * on the way leads out of the target.
 */
function requireOwnPlace({ staging, target }: Placement, name: string): void {
  const link = linkOnTheWay(target, name);
  if (link !== null) throw inTheWay(link, 'link');
  const staged = lstatSync(join(staging, NEW, name), { throwIfNoEntry: false });
  const path = join(target, name);
  const present = lstatSync(path, { throwIfNoEntry: false });
  if (staged === undefined || present === undefined || present.isDirectory() === staged.isDirectory()) return;
  throw inTheWay(path, present.isDirectory() ? 'folder' : 'file');
}

function inTheWay(path: string, kind: string): RecompraError {
  return new RecompraError('usage', `${path} is a ${kind} that this run would have to replace`, {
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
