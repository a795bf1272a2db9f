import { machineMemory } from '../storage/disk/machine-memory';
import type { TaskRunner } from './task-pool';

/** Share of the memory that rows of fits of one kind may take at once: passes, the tables and the engine need the rest. */
const MOST_SHARE = 1 / 6;

/** What fits that go on side by side hold at once. */
export interface HeldRows {
  /** Fits that would go on at once. */
  fits: number;
  /** Numbers that the rows of each may take, of 4 bytes. */
  room: number;
}

/**
 * Whether fits of the same kind are to go on side by side: their rows are in memory at once then. Results are the same
 * either way.
 *
 * @param memory bytes that the process may use
 */
export function sideBySide(
  { threads }: Pick<TaskRunner, 'threads'>,
  { fits, room }: HeldRows,
  memory: number = machineMemory(),
): boolean {
  return threads > 2 && fits * room * Float32Array.BYTES_PER_ELEMENT <= MOST_SHARE * memory;
}
