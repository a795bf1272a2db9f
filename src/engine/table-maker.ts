import type { Dialect } from './dialect';
import type { Columns, Source } from './relation';
import type { TableColumn } from './table-column';

/** What the store needs of an engine. */
export interface TableMaker {
  readonly dialect: Dialect;
  /** Whether memory is that of one machine: tables with slices are made a slice at a time. */
  readonly inSlices: boolean;
  createEmpty(name: string, columns: Columns): Promise<void>;
  /** Makes the empty table of a source; where its rows are numbered the engine sees to that column. */
  createSource(source: Source): Promise<void>;
  /** @param columns what the SELECT gives */
  createAs(name: string, kind: 'table' | 'view', select: string, columns: Columns): Promise<void>;
  insert(name: string, select: string): Promise<void>;
  createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void>;
  append(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void>;
  /** Adds the rows of a Parquet file with all columns of a source, in the order of the numbered one. */
  adopt(source: Source, path: string): Promise<void>;
  drop(name: string, kind: 'table' | 'view'): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}
