import type { ColumnTable } from './column-table';
import type { Dialect } from './dialect';

export type Scalar = string | number | boolean | null;

/** Values to become a table: one entry a column. Dates are given as epoch days, and NaN is NULL. */
export type TableColumn =
  | { type: 'VARCHAR'; values: readonly (string | null)[] }
  | { type: 'DOUBLE'; values: ArrayLike<number> }
  | { type: 'INTEGER'; values: ArrayLike<number> }
  | { type: 'BIGINT'; values: ArrayLike<number> }
  | { type: 'DATE'; values: ArrayLike<number> }
  | { type: 'VARCHAR[]'; values: readonly (readonly string[])[] }
  | { type: 'DOUBLE[]'; values: readonly (readonly number[])[] };

/** What a stage needs of a SQL engine; DuckDB is one. */
export interface Engine {
  readonly dialect: Dialect;
  /** Runs statements for their effect. */
  run(sql: string): Promise<void>;
  /** A query's result as typed columns: no object per row. */
  columns(sql: string): Promise<ColumnTable>;
  /** A small result as row objects (counts, funnels), BIGINT as number and DATE as ISO text. */
  rows<Row extends Record<string, Scalar>>(sql: string): Promise<Row[]>;
  /** Replaces the table `name` by these columns, all of one length. */
  createTable(name: string, columns: Record<string, TableColumn>): Promise<void>;
  /** Writes a query's rows, in its order, to one Parquet file; the bytes do not depend on the thread count. */
  writeParquet(sql: string, path: string): Promise<void>;
  /**
   * Writes a query's rows, in its order, as text: CSV with a header, lists joined by ` | ` and text that a
   * spreadsheet would take for a formula led by an apostrophe; or a JSON array of objects.
   */
  writeText(sql: string, path: string, format: 'csv' | 'json'): Promise<void>;
  /** Frees the database and its spill files. */
  close(): Promise<void>;
}
