import { RecompraError } from '../config/errors';
import type { Progress } from '../config/progress';
import { engineMemory, keptInMemory } from '../engine/duckdb/duckdb-storage';
import { neededFor } from './needed-resources';

/** Bytes of a line of purchases as CSV text. */
const TEXT_A_LINE = 40;
/** Bytes on disk that each line takes at the very least where the tables are in a file: below, no run can end. */
const LEAST_DISK_A_LINE = 8;
/** Memory of the SQL engine that no run can do without, and what it should have for each line: else it spills long. */
const LEAST_MEMORY = 32e6;
const MEMORY_A_LINE = 5;

export interface RoomToCheck {
  /** Bytes of the inputs as CSV text, and of those that have to be fetched first. */
  textBytes: number;
  fetched: number;
  /** Free bytes in the folder of the run, and the folder. */
  free: number;
  folder: string;
  /** The setting of that name. */
  memory: string | undefined;
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

function checkDisk(
  { textBytes, fetched, free, folder, memory }: RoomToCheck,
  lines: number,
  progress: Pick<Progress, 'warn'>,
): void {
  const least = fetched + (keptInMemory(textBytes, memory) ? 0 : LEAST_DISK_A_LINE * lines);
  const usual = neededFor({ lines, fetched }).disk;
  const known = `about ${amount(lines)} lines`;
  if (least > free) {
    const found = `${known} take at least ${inMegabytes(least)} of disk, usually ${inMegabytes(usual)}`;
    throw new RecompraError('usage', `${found}; ${folder} has room for ${inMegabytes(free)}`, {
      logged: `${found}; there is room for ${inMegabytes(free)}`,
      remedy: 'free some space, or point --work-dir to a larger disk',
      cause: Object.assign(new Error('no space left'), { code: 'ENOSPC' }),
    });
  }
  if (keptInMemory(textBytes, memory) || usual <= free) return;
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
