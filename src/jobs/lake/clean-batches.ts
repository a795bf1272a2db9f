import type { FileToClean } from './clean-task';

/** A process takes half a second to start: small files share one, up to so many bytes and files. */
const BATCH_BYTES = 64e6;
const BATCH_FILES = 32;

/** Files in batches, by their places, in their order: at least one for each process. */
export function batchesOf(files: readonly FileToClean[], processes: number): number[][] {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const most = Math.min(BATCH_BYTES, total / processes);
  const longest = Math.min(BATCH_FILES, Math.ceil(files.length / processes));
  const batches: number[][] = [];
  let size = 0;
  files.forEach(({ bytes }, place) => {
    const batch = batches[batches.length - 1];
    if (batch === undefined || batch.length >= longest || size + bytes > most) {
      batches.push([place]);
      size = bytes;
      return;
    }
    batch.push(place);
    size += bytes;
  });
  return batches;
}
