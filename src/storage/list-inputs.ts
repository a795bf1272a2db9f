import { RecompraError } from '../config/errors';
import type { S3Settings } from '../config/settings';
import type { InputObject } from './input-object';
import { localInputs } from './local-inputs';
import { isS3, parseS3Address } from './s3-address';
import { s3Inputs } from './s3-inputs';

/**
 * The files that `pattern` names, sorted by name: a path, a glob, a folder, `s3://bucket/key`, a glob of keys, or
 * `s3://bucket/prefix/`. Folders and prefixes give their .csv, .tsv (also .gz) and .parquet files, those of folders
 * below too; what else lies there is named to `onSkipped`.
 * Fails with kind `data` where nothing is found, and `usage` where it may not be read.
 */
export async function listInputs(
  pattern: string,
  settings: S3Settings,
  onSkipped: (names: string[]) => void = () => undefined,
): Promise<InputObject[]> {
  const skipped: string[] = [];
  const note = (names: string[]): number => skipped.push(...names);
  const found = isS3(pattern)
    ? await s3Inputs(parseS3Address(pattern), settings, note)
    : await localInputs(pattern, note);
  if (found.length === 0) throw nothingFound(pattern, skipped);
  if (skipped.length > 0) onSkipped(skipped);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The first of many names, and how many more there are. */
export function someNames(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function nothingFound(pattern: string, skipped: readonly string[]): RecompraError {
  const where = isS3(pattern) ? 'in that bucket' : `in ${process.cwd()}`;
  return new RecompraError('data', `no purchase lines found at ${pattern}`, {
    lines: [
      'looked for that file, and for .csv, .tsv (also .gz) and .parquet files in a folder or below a prefix of that name',
      ...(skipped.length === 0 ? [] : [`found and not read: ${someNames(skipped)}`]),
    ],
    remedy: `check --input (a relative path starts ${where}); a glob needs quotes: --input 'data/*.csv'`,
  });
}
