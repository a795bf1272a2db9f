import { RecompraError } from '../../config/errors';

/** A full disk is the user's to mend; any other engine error is ours. */
export function engineError(sql: string, cause: unknown): RecompraError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/No space left on device|ENOSPC|max_temp_directory_size/i.test(message)) {
    return new RecompraError('unexpected', `the disk is full: ${message}`, {
      remedy: 'free some space, or point --work-dir to a larger disk',
      cause,
    });
  }
  if (/^Out of Memory Error/.test(message)) return tooLittleMemory(cause);
  if (/^(Conversion|Out of Range) Error/.test(message) && /INT(64|128)|HUGEINT|BIGINT|[Oo]verflow/.test(message)) {
    return tooLargeNumbers(cause);
  }
  return new RecompraError('unexpected', `the query failed: ${message}`, { lines: [sql.trim()], cause });
}

function tooLittleMemory(cause: unknown): RecompraError {
  const logged = "the SQL engine's memory is too small for this input";
  return new RecompraError('usage', logged, {
    remedy: 'give it more with --memory (2GB), or less to do at once with --threads 1',
    logged,
    cause,
  });
}

function tooLargeNumbers(cause: unknown): RecompraError {
  const logged = 'the numbers of the lines are too large to be added up exactly';
  return new RecompraError('data', logged, {
    remedy: 'look at the largest quantities and prices: they are no purchases, or in another unit',
    logged,
    cause,
  });
}
