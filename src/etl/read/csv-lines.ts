import { RECORD_LIMIT } from '../../csv/record-end';
import { fileToRead } from '../../engine/duckdb/duckdb-paths';
import { literal } from '../../engine/duckdb/duckdb-quoting';
import type { CsvHeader } from './csv-header';
import type { CleanCsv } from './csv-in-place';
import type { ColumnPositions } from './line-columns';
import type { RawLines } from './staged-lines';

/**
 * A FROM item over the records of a clean CSV. Nothing is left to guess, but for CRLF: told of it in strict mode,
 * DuckDB 1.5 reads no rows at all. (Not told of LF, it stumbles over a CRLF in quotes.)
 */
export function csvLines(file: CleanCsv, header: CsvHeader, positions: ColumnPositions): RawLines {
  const names = header.names.map((_, position) => `unused_${position}`);
  const inFile = [...positions].filter(([, position]) => position < names.length);
  for (const [column, position] of inFile) names[position] = column;
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const lineEnd = file.lineEnd === '\n' ? "new_line = '\\n', " : '';
  const records = `read_csv(${fileToRead(file.path)}, auto_detect = false, hive_partitioning = false, header = false, skip = ${file.headerLines},
             delim = ${literal(header.separator)}, quote = '"', escape = '"', ${lineEnd}strict_mode = true,
             compression = 'none', max_line_size = ${3 * RECORD_LIMIT}, columns = {${columns}})`;
  return { typed: new Set(), from: withConstants(records, header, positions) };
}

/** The records with the columns that the path says for all of them. */
function withConstants(records: string, { names, constants }: CsvHeader, positions: ColumnPositions): string {
  const said = [...positions].filter(([, position]) => position >= names.length);
  if (said.length === 0) return records;
  const items = said.map(([column, position]) => `${literal(constants[position - names.length]![1])} AS ${column}`);
  return `(SELECT *, ${items.join(', ')} FROM ${records}) AS records`;
}
