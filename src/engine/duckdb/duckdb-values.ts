import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import {
  BIGINT,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBListValue,
  INTEGER,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
import type { Scalar } from '../engine';
import type { TableColumn } from '../table-column';

/** Rows a chunk may hold. */
const CHUNK_ROWS = 2048;

const TYPES: Record<TableColumn['type'], DuckDBType> = {
  VARCHAR,
  DOUBLE,
  INTEGER,
  BIGINT,
  DATE,
  'VARCHAR[]': LIST(VARCHAR),
  'DOUBLE[]': LIST(DOUBLE),
};

/** Columns of one length as the chunks that are appended to a table. */
export function* chunksOf(columns: Readonly<Record<string, TableColumn>>): Generator<DuckDBDataChunk> {
  const all = Object.values(columns);
  const rows = all[0]?.values.length ?? 0;
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - start);
    const chunk = DuckDBDataChunk.create(all.map(({ type }) => TYPES[type]));
    chunk.setColumns(all.map((column) => slice(column, start, count)));
    yield chunk;
  }
}

function slice(column: TableColumn, start: number, count: number): DuckDBValue[] {
  return Array.from({ length: count }, (_, i) => toDuckdb(column, start + i));
}

function toDuckdb(column: TableColumn, row: number): DuckDBValue {
  switch (column.type) {
    case 'VARCHAR':
      return column.values[row]!;
    case 'VARCHAR[]':
      return new DuckDBListValue([...column.values[row]!]);
    case 'DOUBLE[]':
      return new DuckDBListValue(column.values[row]!.map((value) => (Number.isNaN(value) ? null : value)));
    default:
      return toDuckdbNumber(column.type, column.values[row]!);
  }
}

function toDuckdbNumber(type: TableColumn['type'], value: number): DuckDBValue {
  if (Number.isNaN(value)) return null;
  if (type === 'DATE') return new DuckDBDateValue(value);
  return type === 'BIGINT' ? BigInt(value) : value;
}

/** A value as it is handed out: BIGINT as number, DATE as ISO text. */
export function plainValue(value: DuckDBValue): Scalar {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    default:
      return value === null ? null : String(value);
  }
}
