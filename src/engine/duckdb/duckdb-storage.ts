import { join } from 'node:path';
import { sizeInBytes } from '../../config/memory-size';
import { machineMemory } from '../../storage/disk/machine-memory';

/** Part of the machine's memory that DuckDB takes unless told otherwise. */
const USUAL_SHARE = 0.8;
/** Bytes of tables, at most, for a byte of CSV. Measured: 1.8 for lines of 38 bytes, and what is made of them. */
const TABLES_PER_TEXT = 2.2;
/** Part of the engine's memory that tables may take from its work, and bytes that they may take in any case. */
const TABLES_SHARE = 1 / 3;
const MOST_IN_MEMORY = 2 ** 30;

/** Bytes that the engine may use, as the setting says or as it takes by itself. */
export function engineMemory(memory: string | undefined): number {
  return memory === undefined ? USUAL_SHARE * machineMemory() : sizeInBytes(memory);
}

/** Whether the tables made of so much CSV text are kept in memory; those of unknown sizes are not. */
export function keptInMemory(textBytes: number | undefined, memory: string | undefined): boolean {
  const tables = TABLES_PER_TEXT * (textBytes ?? Number.POSITIVE_INFINITY);
  return tables <= Math.min(TABLES_SHARE * engineMemory(memory), MOST_IN_MEMORY);
}

/**
 * Where the tables made of so much CSV text go: into memory where they are small, for writing and packing takes a third
 * of all time; else into a file, so that memory does not grow with the lines.
 */
export function tablesAt(folder: string, textBytes: number | undefined, memory: string | undefined): string {
  return keptInMemory(textBytes, memory) ? ':memory:' : join(folder, 'stages.duckdb');
}
