import { normalizedName } from '../../config/column-name';
import { RecompraError } from '../../config/errors';
import type { CsvSettings } from '../../config/settings';
import type { ReadingDialect } from '../../engine/dialect';
import type { ReadingEngine } from '../../engine/engine';
import type { LineColumn } from '../rejects/reject-reasons';
import { pathConstants } from './csv-header';
import { locateColumns } from './line-columns';
import type { ParquetFile } from './parquet-file';
import { columnAt, decodedText, INSTANT, parquetRows } from './parquet-file';
import { refuseOtherTypes } from './parquet-types';
import type { RawLines } from './staged-lines';

/** Whether every text of the file is UTF-8 without NUL bytes: only then is it read as text. */
export async function isCleanText(engine: ReadingEngine, file: ParquetFile): Promise<boolean> {
  const nul = textColumns(file).map((column) => `coalesce(bool_or(contains(${column}, chr(0))), false)`);
  if (nul.length === 0) return true;
  try {
    const [found] = await engine.rows<{ nul: boolean }>(
      `SELECT ${nul.join(' OR ')} AS nul FROM ${parquetRows(engine.dialect, file)}`,
    );
    return !found!.nul;
  } catch (cause) {
    // Told apart by its text: the engine has no code for it.
    if (cause instanceof RecompraError && /is not valid UTF-?8/i.test(cause.message)) return false;
    throw cause;
  }
}

/** The needed columns of a Parquet file as text. */
export function parquetLines(file: ParquetFile, csv: CsvSettings, dialect: ReadingDialect): RawLines {
  const own = file.columns.map(({ name }) => name);
  const constants = pathConstants(file.name, own);
  const names = [...own, ...constants.map(([name]) => name)];
  const positions = locateColumns(file.name, names, { columns: csv.columns, header: true });
  const typed = new Set<LineColumn>();
  const items = [...positions].map(([column, position]) => {
    const said = constants[position - own.length];
    if (said !== undefined) return `${dialect.literal(said[1])} AS ${column}`;
    const { text, type, zone = 'UTC' } = file.columns[position]!;
    refuseOtherTypes(file.name, column, file.columns[position]!);
    if (isTyped(column, type)) typed.add(column);
    if (type === INSTANT)
      return `${dialect.text(dialect.dayIn(columnAt(position), csv.timeZone ?? zone))} AS ${column}`;
    return `${text ? decodedText(dialect, file, position) : dialect.text(columnAt(position))} AS ${column}`;
  });
  const fault = file.raw ? [`${textFault(dialect, file)} AS fallo`] : [];
  return {
    typed,
    from: `(SELECT ${[...items, ...fault].join(', ')} FROM ${parquetRows(dialect, file)}) AS rows`,
    ...(file.raw ? { fault: 'fallo' } : {}),
  };
}

/** The reason why a row is no line: as in a CSV, whatever column it lies in. */
function textFault(dialect: ReadingDialect, file: ParquetFile): string {
  const texts = file.columns.flatMap(({ text }, position) => (text ? [position] : []));
  const undecoded = texts.map((at) => `(${columnAt(at)} IS NOT NULL AND ${decodedText(dialect, file, at)} IS NULL)`);
  const nul = texts.map((at) => `coalesce(contains(${decodedText(dialect, file, at)}, chr(0)), false)`);
  return `CASE WHEN ${undecoded.join(' OR ')} THEN 'codificacion' WHEN ${nul.join(' OR ')} THEN 'byte_nulo' END`;
}

function textColumns({ columns }: ParquetFile): string[] {
  return columns.flatMap(({ text }, position) => (text ? [columnAt(position)] : []));
}

/** A day kept as a number (20141001) is still text in some format; a DATE is not. */
function isTyped(column: LineColumn, type: string): boolean {
  return column === 'fecha_compra' ? /^(DATE|TIMESTAMP)/.test(type) : type !== 'VARCHAR';
}

/** Whether days are taken of instants whose place nobody named: in UTC, which need not be the shop's. */
export function hasUnplacedDays(file: ParquetFile, { columns, timeZone }: CsvSettings): boolean {
  const days = file.columns.find(({ name }) => normalizedName(name) === normalizedName(columns.fecha_compra));
  return days?.type === INSTANT && days.zone === undefined && timeZone === undefined;
}
