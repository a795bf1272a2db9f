import { RECORD_LIMIT } from '../../csv/record-end';
import type { ReadingDialect } from '../../engine/dialect';
import type { CsvHeader } from './csv-header';
import type { ColumnPositions } from './line-columns';
import type { RawLines } from './staged-lines';

/** Bytes of a record for the engine, which may count more than the scanner does. */
const LONGEST_RECORD = 3 * RECORD_LIMIT;

/**
 * A FROM item over a file of clean records: all well formed, with all fields of the header, and ended by LF. Every CSV
 * reader splits it alike.
 */
export function csvLines(
  dialect: ReadingDialect,
  path: string,
  header: CsvHeader,
  positions: ColumnPositions,
): RawLines {
  const columns = header.names.map((_, position) => `unused_${position}`);
  const inFile = [...positions].filter(([, position]) => position < columns.length);
  for (const [column, position] of inFile) columns[position] = column;
  const { separator } = header;
  const layout = { headerLines: 0, separator, lineEnd: '\n', longestRecord: LONGEST_RECORD } as const;
  const records = dialect.csvRows({ path, ...layout, columns });
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
