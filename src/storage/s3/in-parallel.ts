/** Requests under way at a time. */
const AT_ONCE = 8;

/** Does something to each, several at a time; the first failure ends it once those under way have ended. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce: number = AT_ONCE,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      await work(items[next++]!).catch((cause: unknown) => {
        failed = true;
        throw cause;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  const first = ended.find((result): result is PromiseRejectedResult => result.status === 'rejected');
  if (first !== undefined) throw first.reason;
}
