import { setTimeout as sleep } from 'node:timers/promises';
import { RecompraError } from '../../config/errors';

/** Connections that broke, were refused, or gave no sign for too long; the last two are Node's for a body cut short. */
const BROKEN =
  /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP_CONTENT_LENGTH_MISMATCH)$/;
const BUSY =
  /^(SlowDown|ServiceUnavailable|InternalError|InternalServerError|RequestTimeout|Throttling|TimeoutError|OperationAborted)/;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 10_000;

/** Whether a fault may pass: the server is busy or failing, or the connection broke. */
export function isTransient(cause: unknown): boolean {
  if (cause instanceof RecompraError) return false;
  const {
    name = '',
    code = '',
    message = '',
    $metadata,
  } = (cause ?? {}) as {
    name?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 500 || status === 429 || BUSY.test(name) || BROKEN.test(code) || message === 'aborted';
}

/** Waits after the n-th failure in a row, from 1: a random share of a span that doubles, so that clients part ways. */
export async function pauseAfterFailure(failures: number, signal?: AbortSignal): Promise<void> {
  const span = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  await sleep(span * Math.random(), undefined, signal === undefined ? {} : { signal });
}

/** Does `work`, again where it fails for a passing reason: for what the SDK hands over before its bytes have come. */
export async function withRetries<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (cause) {
      if (attempt >= attempts || !isTransient(cause)) throw cause;
      await pauseAfterFailure(attempt);
    }
  }
}
