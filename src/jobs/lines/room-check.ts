import { RecompraError } from '../../config/errors';
import type { Progress } from '../../config/progress';
import { engineMemory, keptInMemory } from '../../engine/duckdb/duckdb-storage';
import { usualTextSize } from '../../etl/text-size';
import { freeBytes } from '../../storage/disk/free-space';
import type { InputObject } from '../../storage/inputs/input-object';
import { neededFor } from './needed-resources';

/** Bytes of a line of purchases as CSV text, as in the contract; others may have many times as many, or half. */
export const TEXT_A_LINE = 40;
/** Memory of the SQL engine that no run can do without, and what it should have for each line: else it spills long. */
const LEAST_MEMORY = 32e6;
const MEMORY_A_LINE = 5;

export interface DiskToCheck {
  /** Bytes of the inputs as CSV text, and of those that have to be fetched first. */
  textBytes: number;
  fetched: number;
  /** Free bytes in the folder of the run. */
  free: number;
  /** The setting of that name. */
  memory: string | undefined;
}

/** What inputs will take of the disk where a folder is. */
export async function diskFor(
  inputs: readonly InputObject[],
  { folder, memory }: { folder: string; memory: string | undefined },
): Promise<DiskToCheck> {
  const fetched = inputs.reduce((sum, { localPath, bytes }) => sum + (localPath === null ? bytes : 0), 0);
  return { textBytes: usualTextSize(inputs), fetched, free: await freeBytes(folder), memory };
}

export interface RoomToCheck extends DiskToCheck {
  /** The folder of the run. */
  folder: string;
}

export interface DiskRoom {
  state: 'enough' | 'doubtful' | 'too small';
  /** Bytes without which no run can end, and those that one usually takes. */
  least: number;
  usual: number;
}

/** Whether a disk surely, perhaps or hardly has room for a run. */
export function diskRoom({ textBytes, fetched, free, memory }: DiskToCheck): DiskRoom {
  const lines = textBytes / TEXT_A_LINE;
  const inMemory = keptInMemory(textBytes, memory);
  // How many lines there are, and how well they pack, nobody knows: only copies have a size beforehand.
  const least = fetched;
  const usual = neededFor({ lines, fetched }).disk;
  if (least > free) return { state: 'too small', least, usual };
  return { state: inMemory || usual <= free ? 'enough' : 'doubtful', least, usual };
}

/**
 * Says before anything is read whether disk and memory can do: a usage error where they surely cannot, a warning where
 * they may not. The sizes are estimates from that of the inputs.
 */
export function checkRoom(room: RoomToCheck, progress: Pick<Progress, 'warn'>): void {
  const lines = room.textBytes / TEXT_A_LINE;
  checkDisk(room, lines, progress);
  checkMemory(room, lines, progress);
}

function checkDisk(room: RoomToCheck, lines: number, progress: Pick<Progress, 'warn'>): void {
  const { free, folder } = room;
  const { state, least, usual } = diskRoom(room);
  const known = `about ${amount(lines)} lines`;
  if (state === 'too small') {
    const found = `copies of the inputs take ${inMegabytes(least)} of disk, a run on ${known} usually ${inMegabytes(usual)}`;
    throw new RecompraError('usage', `${found}; ${folder} has room for ${inMegabytes(free)}`, {
      logged: `${found}; there is room for ${inMegabytes(free)}`,
      remedy: 'free some space, or point --work-dir to a larger disk',
      cause: Object.assign(new Error('no space left'), { code: 'ENOSPC' }),
    });
  }
  if (state === 'enough') return;
  const found = `${known} may take ${inMegabytes(usual)} of disk, there is room for ${inMegabytes(free)}`;
  progress.warn(`${found} at ${folder}: --work-dir names a larger disk`, found);
}

function checkMemory({ memory }: RoomToCheck, lines: number, progress: Pick<Progress, 'warn'>): void {
  const has = engineMemory(memory);
  if (has < LEAST_MEMORY) {
    const found = `the SQL engine has ${inMegabytes(has)} of memory; it needs at least ${inMegabytes(LEAST_MEMORY)}`;
    throw new RecompraError('usage', found, { logged: found, remedy: 'give it more with --memory, e.g. 512MB' });
  }
  const wanted = MEMORY_A_LINE * lines;
  if (has >= wanted) return;
  progress.warn(
    `about ${amount(lines)} lines go well with ${inMegabytes(wanted)} of memory for the SQL engine, which has ${inMegabytes(has)}: a run will take longer, or fail; --memory gives it more`,
  );
}

function amount(lines: number): string {
  return lines < 1e6 ? Math.ceil(lines).toLocaleString('en') : `${(lines / 1e6).toFixed(1)} M`;
}

function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}
