import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import type { InputObject } from './input-object';
import { localInputs } from './local-inputs';
import { isS3, parseS3Address } from './s3-address';
import { s3Inputs } from './s3-inputs';

/**
 * The files that `pattern` names, sorted by name: a path, a glob, a folder, `s3://bucket/key`, a glob of keys, or
 * `s3://bucket/prefix/`. Folders and prefixes give their .csv, .csv.gz and .parquet files.
 * Fails with kind `data` where nothing is found, and `usage` where it may not be read.
 */
export async function listInputs(pattern: string, settings: S3Settings): Promise<InputObject[]> {
  const found = isS3(pattern) ? await s3Inputs(parseS3Address(pattern), settings) : await localInputs(pattern);
  if (found.length === 0) throw nothingFound(pattern);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nothingFound(pattern: string): RecompraError {
  const where = isS3(pattern) ? 'in that bucket' : `in ${process.cwd()}`;
  return new RecompraError('data', `no purchase lines found at ${pattern}`, {
    lines: [
      'looked for that file, and for .csv, .csv.gz and .parquet files in a folder or below a prefix of that name',
    ],
    remedy: `check --input (a relative path starts ${where}); a glob needs quotes: --input 'data/*.csv'`,
  });
}
