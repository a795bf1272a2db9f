import { resolve } from 'node:path';
import { RecompraError } from '../../config/errors';
import { literal } from './duckdb-quoting';

const WILDCARD = /[*?[{}]/g;

/** Whether DuckDB can be told to read exactly this file: a backslash has no spelling beside spelled-out wildcards. */
export function canBeNamed(path: string): boolean {
  const absolute = resolve(path);
  return !(absolute.includes('\\') && absolute.search(WILDCARD) >= 0);
}

/**
 * The file at `path`, and no other, as DuckDB is to read it: an absolute path begins with no `~` and no scheme, and
 * each wildcard stands in a class of its own. Fails with kind `usage` where that cannot be written.
 */
export function fileToRead(path: string): string {
  if (canBeNamed(path)) return literal(resolve(path).replace(WILDCARD, '[$&]'));
  throw new RecompraError(
    'usage',
    `${path} holds a backslash and a wildcard: the SQL engine cannot be told to read it`,
    {
      remedy: 'choose another folder with --work-dir, or rename this one',
    },
  );
}

/** The file at `path` as DuckDB is to write it. */
export function fileToWrite(path: string): string {
  return literal(resolve(path));
}
