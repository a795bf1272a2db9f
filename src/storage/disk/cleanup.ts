type Cleanup = () => Promise<void>;

const pending = new Set<Cleanup>();

/** Registers work to be done if the process is interrupted; call the result once it is no longer needed. */
export function onInterrupt(cleanup: Cleanup): () => void {
  pending.add(cleanup);
  return () => pending.delete(cleanup);
}

/**
 * Removes everything unfinished: staged outputs, running uploads, work folders. The doors call it on SIGINT,
 * SIGTERM and SIGHUP. What cannot be removed is left to the next run, which clears the leftovers of dead ones.
 */
export async function cleanUpInterrupted(): Promise<void> {
  const cleanups = [...pending].reverse();
  pending.clear();
  for (const cleanup of cleanups) await cleanup().catch(() => undefined);
}

/** Ends several things in their order, all of them, whichever cannot be ended; the first failure is then thrown. */
export async function closeAll(closes: readonly Cleanup[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closes) await close().catch((cause) => failures.push(cause));
  if (failures.length > 0) throw failures[0];
}

/** Works with something that is closed afterwards: what the work failed of is told before what the closing failed of. */
export async function closing<T>(close: Cleanup, work: () => Promise<T>): Promise<T> {
  const result = await work().catch(async (cause) => {
    await close().catch(() => undefined);
    throw cause;
  });
  await close();
  return result;
}

let running = 0;

/** Counts native work on threads of its own while it lasts: the process cannot exit before such work ends. */
export async function countedNative<T>(work: () => Promise<T>): Promise<T> {
  running++;
  try {
    return await work();
  } finally {
    running--;
  }
}

/** Whether native work goes on. */
export function isNativeRunning(): boolean {
  return running > 0;
}
