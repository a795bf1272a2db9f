import { existsSync, lstatSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUN_MANIFEST } from '../manifest/run-manifest';
import { hasContent } from '../manifest/same-content';
import type { Placement } from './placement-folders';
import { linkOnTheWay, NEW, OLD, TAKEN_BACK } from './placement-folders';
import type { PlacementUnit } from './placement-journal';
import { readJournal, removeJournal } from './placement-journal';

/**
 * Undoes a placement that did not reach its end, in this process or in one that was killed, also in mid-undoing: what
 * was replaced comes back, what was added goes, `run.json` last. Leaves everything alone where a `run.json` says that
 * the target is a finished run.
 *
 * @returns what could not be undone, as sentences: a refused journal, files that are not those the journal tells of
 */
export function takeBack(placement: Placement): string[] {
  const { staging, target } = placement;
  const journal = readJournal(staging);
  if (journal === null) return [];
  if ('refused' in journal) return [`${staging} was left alone: ${journal.refused}`];
  const kept: string[] = [];
  if (lstatSync(join(target, RUN_MANIFEST), { throwIfNoEntry: false }) === undefined) {
    for (const unit of [...journal.units].reverse()) {
      if (!takeBackOne(placement, unit)) kept.push(`${join(target, unit.name)} was left alone: others have changed it`);
    }
    comeBack(placement, RUN_MANIFEST);
  }
  // A second attempt must not take the outputs that came back for those of this run.
  removeJournal(staging);
  return kept;
}

/** What is no longer staged was placed, and is taken away only where it is that very content. */
function takeBackOne(placement: Placement, { name, files, replaces }: PlacementUnit): boolean {
  const { staging, target } = placement;
  if (linkOnTheWay(target, name) !== null) return false;
  const present = lstatSync(join(target, name), { throwIfNoEntry: false });
  const aside = lstatSync(join(staging, OLD, name), { throwIfNoEntry: false });
  if (aside === undefined && (present === undefined || files.length === 0)) return true;
  // It is still there, or has come back already.
  if (aside === undefined && replaces) return true;
  const replaced = present !== undefined && present.ino !== aside?.ino;
  if (replaced && existsSync(join(staging, NEW, name))) return aside === undefined;
  if (replaced && !hasContent(target, name, files)) return false;
  // A file takes the place of another at once; a folder has to make room.
  if (replaced && !(present.isFile() && aside?.isFile())) move(join(target, name), join(staging, TAKEN_BACK, name));
  comeBack(placement, name);
  return true;
}

function comeBack({ staging, target }: Placement, name: string): void {
  const aside = join(staging, OLD, name);
  if (existsSync(aside)) move(aside, join(target, name));
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
