import { stat } from 'node:fs/promises';
import { isTimeZone } from '../../config/date-format';
import { RecompraError } from '../../config/errors';
import type { ReadingDialect } from '../../engine/dialect';
import type { ReadingEngine } from '../../engine/engine';
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
export function parquetRows(dialect: ReadingDialect, { path, columns, raw }: ParquetFile): string {
  const names = [...columns.map((_, position) => columnAt(position)), 'fila'].join(', ');
  const rows = dialect.parquetRows(path, { rawBytes: raw, numberedAmong: columns.map(({ name }) => name) });
  return `${rows} AS r(${names})`;
}

/** The text of a column that `parquetText` says is text; NULL where its bytes are none. */
export function decodedText(dialect: ReadingDialect, { raw }: ParquetFile, position: number): string {
  return raw ? dialect.decoded(columnAt(position)) : dialect.text(columnAt(position));
}

/** A Parquet file and its columns; a data error where it is damaged, or more than a table of purchase lines can be. */
export async function openParquet(
  engine: ReadingEngine,
  { name, path }: { name: string; path: string },
): Promise<ParquetFile> {
  const footer = await footerBytes(path);
  if (footer === null) throw damaged(name, 'it is cut short, or its end is not that of a Parquet file');
  if (footer > FOOTER_LIMIT) throw damaged(name, `its footer has ${footer} bytes; expected at most ${FOOTER_LIMIT}`);
  return readingParquet(name, async () => {
    await refuseTooManyRows(engine, name, path);
    const found = await engine.describe(`SELECT * FROM ${engine.dialect.parquetRows(path)}`);
    if (found.length > COLUMN_LIMIT) throw tooManyColumns(name, found.length);
    const zones = found.some(({ type }) => type === INSTANT) ? await timeZones(engine, path) : new Map();
    const columns = found.map((column) => ({
      ...column,
      text: /^(VARCHAR|JSON)$/.test(column.type),
      ...(zones.has(column.name) ? { zone: zones.get(column.name) } : {}),
    }));
    return { name, path, columns, raw: false };
  });
}

/** The zones of instants that the file's writer kept beside them; offsets and places we do not know are left out. */
async function timeZones(engine: ReadingEngine, path: string): Promise<Map<string, string>> {
  const message = await engine.parquetNote(path, 'ARROW:schema');
  const zones = arrowTimeZones(Buffer.from(message ?? '', 'base64'));
  return new Map([...zones].filter(([, zone]) => isTimeZone(zone)));
}

async function refuseTooManyRows(engine: ReadingEngine, name: string, path: string): Promise<void> {
  const rows = await engine.parquetSize(path);
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

/** A row as JSON: its columns by their names. */
export function rowAsJson(dialect: ReadingDialect, file: ParquetFile): string {
  const entries = file.columns.map(({ name, text }, position) => {
    const column = columnAt(position);
    const value = text ? `coalesce(${decodedText(dialect, file, position)}, ${dialect.text(column)})` : column;
    return [name, value] as const;
  });
  return dialect.jsonObject(entries);
}
