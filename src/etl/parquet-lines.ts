import { RecompraError } from '../config/errors';
import type { CsvSettings } from '../config/settings';
import { identifier, literal } from '../engine/dialect';
import type { Engine } from '../engine/engine';
import { locateColumns } from './line-columns';
import type { LineColumn } from './reject-reasons';
import type { RawLines } from './staged-lines';

export interface ParquetFile {
  /** As the user named it. */
  name: string;
  /** On this machine. */
  path: string;
}

export interface ParquetColumn {
  name: string;
  type: string;
}

/** A FROM item over the file; text that was written as bytes is read as text. */
export function readParquetSql({ path }: ParquetFile): string {
  return `read_parquet(${literal(path)}, binary_as_string = true, file_row_number = true)`;
}

/** The columns of a Parquet file; a data error where it is damaged. */
export async function readParquetSchema(engine: Engine, file: ParquetFile): Promise<ParquetColumn[]> {
  try {
    const sql = `SELECT * EXCLUDE (file_row_number) FROM ${readParquetSql(file)}`;
    const rows = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`);
    return rows.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
  } catch (cause) {
    throw new RecompraError('data', `${file.name} is Parquet, but cannot be read: ${(cause as Error).message}`, {
      remedy: 'fetch or write the file again',
      cause,
    });
  }
}

/** The needed columns of a Parquet file as text. */
export function parquetLines(file: ParquetFile, schema: ParquetColumn[], csv: CsvSettings): RawLines {
  const positions = locateColumns(
    file.name,
    schema.map(({ name }) => name),
    { columns: csv.columns, header: true },
  );
  const typed = new Set<LineColumn>();
  const items = [...positions].map(([column, position]) => {
    const { name, type } = schema[position]!;
    if (isTyped(column, type)) typed.add(column);
    return `CAST(${withoutZone(identifier(name), type)} AS VARCHAR) AS ${column}`;
  });
  return { typed, from: `(SELECT ${items.join(', ')} FROM ${readParquetSql(file)}) AS rows` };
}

/** A day kept as a number (20141001) is still text in some format; a DATE is not. */
function isTyped(column: LineColumn, type: string): boolean {
  return column === 'fecha_compra' ? /^(DATE|TIMESTAMP)/.test(type) : type !== 'VARCHAR';
}

/** Instants are read as UTC days. */
function withoutZone(value: string, type: string): string {
  return type === 'TIMESTAMP WITH TIME ZONE' ? `CAST(${value} AS TIMESTAMP)` : value;
}
