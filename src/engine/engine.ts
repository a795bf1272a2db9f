import type { SharedFolder } from '../storage/shared/shared-folder-interface';
import type { ColumnTable } from './column-table';
import type { Dialect, ReadingDialect } from './dialect';
import type { Query } from './relation';
import type { TableColumn } from './table-column';
import type { TableStore } from './table-store';

export type Scalar = string | number | boolean | null;

/** SQL text over tables known by name, or a SELECT over relations, which are built first where they are not there yet. */
export type Selection = string | Query;

export type TextFormat = 'csv' | 'spreadsheet' | 'json';

/** What a stage needs of a SQL engine. */
export interface Engine {
  readonly dialect: Dialect;
  /** The relations that are tables here. */
  readonly tables: TableStore;
  /** The engine of this machine that reads files for it and writes those that people open: itself where it is one. */
  readonly local: ReadingEngine;
  /** A query's result as typed columns: no object per row. */
  columns(query: Selection): Promise<ColumnTable>;
  /** A small result as row objects (counts, funnels), BIGINT as number and DATE as ISO text. */
  rows<Row extends Record<string, Scalar>>(query: Selection): Promise<Row[]>;
  /** Names and types (as this engine calls them) of a SELECT's columns. */
  describe(query: Selection): Promise<{ name: string; type: string }[]>;
  /** Where work on rows goes that SQL cannot do; null where that is this process alone. */
  readonly workers: Workers | null;
  /** Replaces the table `name` by these columns, all of one length. */
  createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void>;
  /** Writes a query's rows, in its order, to one Parquet file; returns how many. The bytes do not depend on the thread count. */
  writeParquet(query: Selection, path: string): Promise<number>;
  /**
   * Writes a query's rows, in its order, as text for people: CSV with a header, lists joined by ` | ` and text that a
   * spreadsheet would take for a formula led by an apostrophe; the same as a Spanish spreadsheet opens it, with a
   * byte-order mark and `;`; or a JSON array of objects.
   */
  writeText(query: Selection, path: string, format: TextFormat): Promise<void>;
  /** Frees the engine and its spill files. */
  close(): Promise<void>;
}

/** Processes that an engine starts, here or on many machines, and starts again where one dies. */
export interface Workers {
  /** A folder that all of them see, and that goes with the engine. */
  readonly shared: SharedFolder;
  /** Writes a query's rows as Parquet into a shared folder each value of its INTEGER column `bucket`: `<name>/bucket=0/…`. */
  writeBuckets(query: Query, name: string): Promise<void>;
  /**
   * Runs a command for each item, which it reads as a line; returns the lines that all of them wrote. A word of it that
   * is MEMORY_SHARE becomes a size (`512MB`): what is its own where several of them run on one machine at once.
   */
  forEach(name: string, command: readonly string[], items: readonly string[]): Promise<string[]>;
}

/** Stands in a command for its part of a machine's memory, which only that machine can tell. */
export const MEMORY_SHARE = '{memory}';

/** An engine on this machine that reads the files of others; DuckDB is one. */
export interface ReadingEngine extends Engine {
  readonly dialect: ReadingDialect;
  /** Runs statements for their effect. */
  run(sql: string): Promise<void>;
  /** How many rows a Parquet file says it has; they are not read. */
  parquetSize(path: string): Promise<number>;
  /** What a Parquet file's writer kept under a key, null where there is nothing. */
  parquetNote(path: string, key: string): Promise<string | null>;
  /** Writes a query's rows, in its order, as plain CSV with a header, compressed where the name ends in `.gz`. */
  writeCsv(query: Selection, path: string): Promise<void>;
}
