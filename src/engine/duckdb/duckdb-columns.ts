import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';
import { RecompraError } from '../../config/errors';
import type { Column } from '../column-table';
import { ColumnTable } from '../column-table';

const INTEGERS = [DuckDBTypeId.TINYINT, DuckDBTypeId.SMALLINT, DuckDBTypeId.INTEGER, DuckDBTypeId.BOOLEAN];

/** Gathers a result's chunks into one typed array a column. */
export async function readColumns(result: DuckDBResult): Promise<ColumnTable> {
  const chunks = await result.fetchAllChunks();
  const length = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns = new Map<string, Column>();
  result.columnNames().forEach((name, index) => {
    columns.set(name, gather(chunks, index, length, name, result.columnTypeId(index)));
  });
  return new ColumnTable(length, columns);
}

function gather(chunks: DuckDBDataChunk[], index: number, length: number, name: string, type: DuckDBTypeId): Column {
  if (type === DuckDBTypeId.VARCHAR) return gatherStrings(chunks, index);
  const integer = INTEGERS.includes(type);
  if (!integer && type !== DuckDBTypeId.DOUBLE && type !== DuckDBTypeId.FLOAT && type !== DuckDBTypeId.BIGINT) {
    throw new RecompraError('unexpected', `column ${name} has type ${DuckDBTypeId[type]}; cast it in the query`);
  }
  const target = integer ? new Int32Array(length) : new Float64Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    if (copyWhole(vector, target, offset)) {
      offset += chunk.rowCount;
      continue;
    }
    for (let row = 0; row < chunk.rowCount; row++) {
      const value = vector.getItem(row);
      if (value === null && integer) {
        throw new RecompraError('unexpected', `column ${name} has a NULL; integer columns hold none`);
      }
      target[offset + row] = value === null ? Number.NaN : Number(value);
    }
    offset += chunk.rowCount;
  }
  return target;
}

/**
 * Copies a vector without NULLs at once, some ten times faster than value by value; false where it has some, or does not
 * hold its values in the way of this release: then they are asked for one by one.
 */
function copyWhole(vector: object, target: Int32Array | Float64Array, offset: number): boolean {
  const items: unknown = Reflect.get(vector, 'items');
  const validity: unknown = Reflect.get(vector, 'validity');
  if (typeof validity !== 'object' || validity === null || Reflect.get(validity, 'data') !== null) return false;
  if (items instanceof BigInt64Array) {
    for (let row = 0; row < items.length; row++) target[offset + row] = Number(items[row]);
    return true;
  }
  if (!(items instanceof Int32Array || items instanceof Float64Array)) return false;
  target.set(items, offset);
  return true;
}

function gatherStrings(chunks: DuckDBDataChunk[], index: number): string[] {
  const target: string[] = [];
  for (const chunk of chunks) {
    for (const value of chunk.getColumnValues(index)) target.push(value === null ? '' : String(value));
  }
  return target;
}
