/** What a run of `recompra run` takes, in bytes: an estimate from the runs of bench/results. */
export interface NeededResources {
  memory: number;
  disk: number;
}

/** Node, DuckDB and TensorFlow with a small shop, and what each line adds until everything is streamed or sampled. */
const BASE_MEMORY = 750e6;
const MEMORY_A_LINE = 600;
const MOST_MEMORY = 2.5e9;
/** Staged lines, spilled sorts and the files written, of each line. */
const DISK_A_LINE = 150;
const BASE_DISK = 50e6;

/** @param fetched bytes that have to be brought to this machine first */
export function neededFor({ lines, fetched }: { lines: number; fetched: number }): NeededResources {
  return {
    memory: Math.min(MOST_MEMORY, BASE_MEMORY + MEMORY_A_LINE * lines),
    disk: BASE_DISK + DISK_A_LINE * lines + fetched,
  };
}
