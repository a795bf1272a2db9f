import type { OtherFolder } from '../../storage/disk/run-folder';
import { otherRunFolders, removeRunFolder } from '../../storage/disk/run-folder';
import { inTurn, STAGING_PREFIX } from '../manifest/placing-turn';
import { readJournal } from './placement-journal';
import { takeBack } from './take-back';

/** Told what was found and left alone. */
export type Note = (text: string) => void;

/**
 * Takes back what dead runs have half placed in a target, and removes what they left. `staging` is a folder of this
 * process in that target. What was not made by this program is left alone, and told where it looks like its journal.
 */
export async function clearDeadRuns(target: string, staging: string, note: Note): Promise<void> {
  const others = await otherRunFolders(target, STAGING_PREFIX, staging);
  tellForeign(others, note);
  if (!others.some(({ state }) => state === 'dead')) return;
  for (const folder of await inTurn(target, staging, (now) => takeBackDead(target, now, note))) {
    await removeRunFolder(folder);
  }
}

/** Undoes placements of dead runs while nobody else places; the folders that may go. */
export function takeBackDead(target: string, others: readonly OtherFolder[], note: Note): string[] {
  const dead = others.filter(({ state }) => state === 'dead').map(({ path }) => path);
  return dead.filter((staging) => {
    const left = takeBack({ staging, target });
    for (const line of left) note(line);
    return left.length === 0;
  });
}

function tellForeign(others: readonly OtherFolder[], note: Note): void {
  for (const { path, state } of others) {
    if (state !== 'foreign' || !holdsJournal(path)) continue;
    note(`${path} was left alone: its journal is not of a run of this user and program; remove it if nobody needs it`);
  }
}

function holdsJournal(folder: string): boolean {
  try {
    return readJournal(folder) !== null;
  } catch {
    // Another user's: not even to be read.
    return false;
  }
}
