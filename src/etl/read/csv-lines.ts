import { RECORD_LIMIT } from '../../csv/record-end';
import type { ReadingDialect } from '../../engine/dialect';
import type { CsvHeader } from './csv-header';
import type { ColumnPositions } from './line-columns';
import type { RawLines } from './staged-lines';

/**
 * A file of clean records: all well formed, with all fields of the header, and ended by one kind of line end. Every CSV
 * reader splits it alike.
 */
export interface CleanCsv {
  path: string;
  /** Lines before the first data record. */
  headerLines: number;
  lineEnd: '\n' | '\r\n';
}

/** Bytes of a record for the engine, which may count more than the scanner does. */
const LONGEST_RECORD = 3 * RECORD_LIMIT;

/** A FROM item over the records of a clean CSV. */
export function csvLines(
  dialect: ReadingDialect,
  { path, headerLines, lineEnd }: CleanCsv,
  header: CsvHeader,
  positions: ColumnPositions,
): RawLines {
  const columns = header.names.map((_, position) => `unused_${position}`);
  const inFile = [...positions].filter(([, position]) => position < columns.length);
  for (const [column, position] of inFile) columns[position] = column;
  const { separator } = header;
  const records = dialect.csvRows({ path, headerLines, separator, lineEnd, columns, longestRecord: LONGEST_RECORD });
  return { typed: new Set(), from: withConstants(dialect, records, header, positions) };
}

/** The records with the columns that the path says for all of them. */
function withConstants(
  dialect: ReadingDialect,
  records: string,
  { names, constants }: CsvHeader,
  positions: ColumnPositions,
): string {
  const said = [...positions].filter(([, position]) => position >= names.length);
  if (said.length === 0) return records;
  const items = said.map(
    ([column, position]) => `${dialect.literal(constants[position - names.length]![1])} AS ${column}`,
  );
  return `(SELECT *, ${items.join(', ')} FROM ${records}) AS records`;
}
