import type { Dialect } from './dialect';
import type { Columns, Source } from './relation';
import type { TableColumn } from './table-column';

/** What the store needs of an engine. */
export interface TableMaker {
  readonly dialect: Dialect;
  createEmpty(name: string, columns: Columns): Promise<void>;
  /** Makes the empty table of a source; where its rows are numbered the engine sees to that column. */
  createSource(source: Source): Promise<void>;
  createAs(name: string, kind: 'table' | 'view', select: string): Promise<void>;
  insert(name: string, select: string): Promise<void>;
  createTable(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void>;
  append(name: string, columns: Readonly<Record<string, TableColumn>>): Promise<void>;
  drop(name: string, kind: 'table' | 'view'): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}
