/** What a run of `recompra run` takes, in bytes: an estimate from the runs of bench/results. */
export interface NeededResources {
  memory: number;
  disk: number;
}

/** Node, DuckDB and TensorFlow with a small shop, and what each line adds until lines are streamed and customers drawn. */
const BASE_MEMORY = 750e6;
const MEMORY_A_LINE = 600;
const SMALL_SHOP_MEMORY = 2.5e9;
/** What each line adds still, by names and sorts, and all of them at most. */
const MORE_A_LINE = 30;
const MOST_MORE = 3e9;
/** Staged lines, spilled sorts and the files written, of each line. */
const DISK_A_LINE = 150;
const BASE_DISK = 50e6;

/** @param fetched bytes that have to be brought to this machine first */
export function neededFor({ lines, fetched }: { lines: number; fetched: number }): NeededResources {
  return {
    memory: Math.min(SMALL_SHOP_MEMORY, BASE_MEMORY + MEMORY_A_LINE * lines) + Math.min(MOST_MORE, MORE_A_LINE * lines),
    disk: BASE_DISK + DISK_A_LINE * lines + fetched,
  };
}
