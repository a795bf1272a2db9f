import { RecompraError } from '../../config/errors';
import type { S3Settings } from '../../config/settings';
import { someNames } from '../../config/some-names';
import { isS3, parseS3Address } from '../s3/s3-address';
import { isLakeFile } from './input-names';
import type { InputNotes, InputObject } from './input-object';
import { localInputs } from './local-inputs';
import { s3Inputs } from './s3-inputs';

/**
 * The files that `pattern` names, sorted by name: a path, a glob, a folder, `s3://bucket/key`, a glob of keys, or
 * `s3://bucket/prefix/`. Folders and prefixes give their .csv, .tsv (also .gz) and .parquet files, those of folders
 * below too. Outputs of an earlier run, and the files of a lake, are given only where they are named. What is passed over is told to `notes`.
 * Fails with kind `data` where nothing is found, and `usage` where it may not be read.
 */
export async function listInputs(
  pattern: string,
  settings: S3Settings,
  notes: Partial<InputNotes> = {},
): Promise<InputObject[]> {
  refuseOtherSchemes(pattern);
  const passedOver: string[] = [];
  const keep = (tell: ((names: readonly string[]) => void) | undefined) => (names: readonly string[]) => {
    passedOver.push(...names);
    if (names.length > 0) tell?.(names);
  };
  const told: InputNotes = {
    skipped: keep(notes.skipped),
    ownLeftOut: keep(notes.ownLeftOut),
    ownNamed: (name) => notes.ownNamed?.(name),
  };
  const listed = isS3(pattern)
    ? await s3Inputs(parseS3Address(pattern), settings, told)
    : await localInputs(pattern, told);
  // Beside the files that a lake was cleaned from, its own would be the same lines once more.
  const found = listed.filter(({ name }) => name === pattern || !isLakeFile(name));
  if (found.length === 0 && listed.length > 0) throw lostLake(pattern);
  if (found.length < listed.length) {
    told.ownLeftOut(listed.map(({ name }) => name).filter((name) => name !== pattern && isLakeFile(name)));
  }
  if (found.length === 0) throw nothingFound(pattern, passedOver);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function refuseOtherSchemes(pattern: string): void {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(pattern)?.[1];
  if (scheme === undefined || isS3(pattern)) return;
  throw new RecompraError('usage', `${pattern}: ${scheme}:// cannot be read; expected a path or s3://bucket/key`, {
    remedy: scheme === 'file' ? 'write the path without file://' : 'fetch the file first, and name its path',
  });
}

function lostLake(pattern: string): RecompraError {
  return new RecompraError(
    'data',
    `${pattern} holds files of a lake, but its lake.json is not there, damaged, or may not be read`,
    {
      logged: 'files of a lake were found, but its lake.json is not there, damaged, or may not be read',
      remedy:
        'name one lake, without wildcards before clean/, as recompra clean left it: lake.json and the folders files/ and rechazos/ beside clean/',
    },
  );
}

function nothingFound(pattern: string, passedOver: readonly string[]): RecompraError {
  const where = isS3(pattern) ? 'in that bucket' : `in ${process.cwd()}`;
  return new RecompraError('data', `no purchase lines found at ${pattern}`, {
    logged: isS3(pattern) ? `no purchase lines found at ${pattern}` : 'no purchase lines found',
    lines: [
      'looked for that file, and for .csv, .tsv (also .gz) and .parquet files in a folder or below a prefix of that name',
      ...(passedOver.length === 0 ? [] : [`found and not read: ${someNames(passedOver)}`]),
    ],
    remedy: `check --input (a relative path starts ${where}); a glob needs quotes: --input 'data/*.csv'`,
  });
}
