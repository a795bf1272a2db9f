import { stat } from 'node:fs/promises';
import { isTimeZone } from '../../config/date-format';
import { RecompraError } from '../../config/errors';
import { fileToRead } from '../../engine/duckdb/duckdb-paths';
import { literal } from '../../engine/duckdb/duckdb-quoting';
import type { Engine } from '../../engine/engine';
import { arrowTimeZones } from './arrow-schema';
import { COLUMN_LIMIT, tooManyColumns } from './line-columns';
import { footerBytes } from './parquet-footer';

export interface ParquetColumn {
  /** As it stands in the file. */
  name: string;
  /** As the engine reads it. */
  type: string;
  /** Text, or bytes that are read as text. */
  text: boolean;
  /** Place whose calendar instants were written in, where the file says so. */
  zone?: string;
}

export interface ParquetFile {
  /** As the user named it. */
  name: string;
  /** On this machine. */
  path: string;
  columns: ParquetColumn[];
  /** Whether its text columns hold bytes, among them some that are no text (makeTextBytes). */
  raw: boolean;
}

/** The engine's type of columns of instants. */
export const INSTANT = 'TIMESTAMP WITH TIME ZONE';

/** Longest footer, in bytes. */
const FOOTER_LIMIT = 1 << 26;
/** Rows that any file may have, and that a stored byte may stand for: a few bytes could say billions of equal rows. */
const ROWS_ALWAYS = 1_000_000;
const ROWS_PER_BYTE = 100;

/** Position of a column as its name in `parquetRows`: no name of a file can meet one of ours. */
export function columnAt(position: number): string {
  return `c${position}`;
}

/** A FROM item `r` over the file: its columns as `columnAt`, and `fila`, the row from 0. */
export function parquetRows({ path, columns, raw }: ParquetFile): string {
  const options = `binary_as_string = ${!raw}, hive_partitioning = false`;
  const names = [...columns.map((_, position) => columnAt(position)), 'fila'].join(', ');
  const own = columns.some(({ name }) => name.toLowerCase() === 'file_row_number');
  if (!own) return `read_parquet(${fileToRead(path)}, ${options}, file_row_number = true) AS r(${names})`;
  return `(SELECT *, row_number() OVER () - 1 FROM read_parquet(${fileToRead(path)}, ${options})) AS r(${names})`;
}

/** The text of a column that `parquetText` says is text; NULL where its bytes are none. */
export function decodedText({ raw }: ParquetFile, position: number): string {
  return raw ? `TRY(decode(${columnAt(position)}))` : `CAST(${columnAt(position)} AS VARCHAR)`;
}

/** A Parquet file and its columns; a data error where it is damaged, or more than a table of purchase lines can be. */
export async function openParquet(
  engine: Engine,
  { name, path }: { name: string; path: string },
): Promise<ParquetFile> {
  const footer = await footerBytes(path);
  if (footer === null) throw damaged(name, 'it is cut short, or its end is not that of a Parquet file');
  if (footer > FOOTER_LIMIT) throw damaged(name, `its footer has ${footer} bytes; expected at most ${FOOTER_LIMIT}`);
  return readingParquet(name, async () => {
    await refuseTooManyRows(engine, name, path);
    const rows = await engine.rows<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM read_parquet(${fileToRead(path)}, binary_as_string = true, hive_partitioning = false)`,
    );
    if (rows.length > COLUMN_LIMIT) throw tooManyColumns(name, rows.length);
    const zones = rows.some(({ column_type }) => column_type === INSTANT) ? await timeZones(engine, path) : new Map();
    const columns = rows.map(({ column_name, column_type }) => ({
      name: column_name,
      type: column_type,
      text: /^(VARCHAR|JSON)$/.test(column_type),
      ...(zones.has(column_name) ? { zone: zones.get(column_name) } : {}),
    }));
    return { name, path, columns, raw: false };
  });
}

/** The zones of instants that the file's writer kept beside them; offsets and places we do not know are left out. */
async function timeZones(engine: Engine, path: string): Promise<Map<string, string>> {
  const [row] = await engine.rows<{ message: string }>(`
    SELECT CAST(any_value(value) AS VARCHAR) AS message FROM parquet_kv_metadata(${fileToRead(path)})
    WHERE CAST(key AS VARCHAR) = 'ARROW:schema'`);
  const zones = arrowTimeZones(Buffer.from(row?.message ?? '', 'base64'));
  return new Map([...zones].filter(([, zone]) => isTimeZone(zone)));
}

async function refuseTooManyRows(engine: Engine, name: string, path: string): Promise<void> {
  const [counted] = await engine.rows<{ rows: number }>(
    `SELECT CAST(sum(num_rows) AS DOUBLE) AS rows FROM parquet_file_metadata(${fileToRead(path)})`,
  );
  const { rows } = counted!;
  const { size } = await stat(path);
  if (rows > Math.max(ROWS_ALWAYS, ROWS_PER_BYTE * size))
    throw damaged(name, `it claims ${rows} rows in ${size} bytes`);
}

/** Does work over a Parquet file; what the engine cannot read is a data error, and its text stays out of the message. */
export async function readingParquet<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(name, cause.message);
    const engineFault = cause instanceof RecompraError && cause.kind === 'unexpected' && cause.cause !== undefined;
    if (!engineFault || /^the disk is full/.test(cause.message)) throw cause;
    throw damaged(name, 'the SQL engine cannot read it', cause);
  }
}

function damaged(name: string, why: string, cause?: RecompraError): RecompraError {
  const said = (cause?.cause as Error | undefined)?.message.split('\n')[0];
  return new RecompraError('data', `${name} is Parquet, but damaged: ${why}`, {
    remedy: 'fetch or write the file again',
    lines: said === undefined ? [] : [said.slice(0, 300)],
    cause,
  });
}

/** Key and value of a column in a row's JSON, as arguments of json_object. */
export function jsonEntry(file: ParquetFile, position: number): string {
  const { name, text } = file.columns[position]!;
  const value = text
    ? `coalesce(${decodedText(file, position)}, CAST(${columnAt(position)} AS VARCHAR))`
    : columnAt(position);
  return `${literal(name)}, ${value}`;
}
