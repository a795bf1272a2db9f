/** Work goes on for so long, in ms, before signals and timers are let in: much less than anybody waits for an end. */
const LONGEST_WITHOUT = 100;

let last = 0;
let ended = false;

/**
 * Lets signals, timers and sockets in, where that was long ago: computing alone would keep them waiting to its end. To be
 * awaited in every loop that may take seconds.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - last < LONGEST_WITHOUT) return;
  // Work that was given up does not go on beside the cleaning up.
  await new Promise<void>((done) => setImmediate(() => (ended ? undefined : done())));
  last = performance.now();
}

/** The process is about to end: whoever takes a breath is not woken again. */
export function endComputing(): void {
  ended = true;
}
