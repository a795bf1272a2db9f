import type { CsvFile, ParquetReading } from '../dialect';
import { fileToRead } from './duckdb-paths';
import { literal } from './duckdb-quoting';

/** Bytes of a CSV read at once; by itself DuckDB takes many times those of the longest record. */
const BUFFER_BYTES = 32 << 20;

/**
 * The records of a CSV. Nothing is left to guess, but for CRLF: told of it in strict mode, DuckDB 1.5 reads no rows at
 * all. (Not told of LF, it stumbles over a CRLF in quotes.)
 */
export function csvRows({ path, headerLines, separator, lineEnd, longestRecord, columns }: CsvFile): string {
  const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const newLine = lineEnd === '\n' ? "new_line = '\\n', " : '';
  return `read_csv(${fileToRead(path)}, auto_detect = false, hive_partitioning = false, header = false, skip = ${headerLines},
             delim = ${literal(separator)}, quote = '"', escape = '"', ${newLine}strict_mode = true,
             compression = 'none', max_line_size = ${longestRecord}, buffer_size = ${BUFFER_BYTES}, columns = {${types}})`;
}

/** The rows of a Parquet file. */
export function parquetRows(path: string, { rawBytes = false, numberedAmong }: ParquetReading = {}): string {
  const file = `${fileToRead(path)}, binary_as_string = ${!rawBytes}, hive_partitioning = false`;
  if (numberedAmong === undefined) return `read_parquet(${file})`;
  const own = numberedAmong.some((name) => name.toLowerCase() === 'file_row_number');
  if (!own) return `read_parquet(${file}, file_row_number = true)`;
  return `(SELECT *, row_number() OVER () - 1 FROM read_parquet(${file}))`;
}

/** The rows of several Parquet files with the same columns, in the order of the files. */
export function partsToRead(paths: readonly string[]): string {
  return `read_parquet([${paths.map(fileToRead).join(', ')}], hive_partitioning = false)`;
}

/** One row: how many `rows` the file says it has. */
export function parquetSize(path: string): string {
  return `SELECT CAST(sum(num_rows) AS DOUBLE) AS rows FROM parquet_file_metadata(${fileToRead(path)})`;
}

/** One row: the `value` that the file's writer kept under a key, NULL where there is none. */
export function parquetNote(path: string, key: string): string {
  return `SELECT CAST(any_value(value) AS VARCHAR) AS value FROM parquet_kv_metadata(${fileToRead(path)})
    WHERE CAST(key AS VARCHAR) = ${literal(key)}`;
}
