import { literal } from '../engine/dialect';
import type { CleanCsv } from './clean-csv';
import type { CsvHeader } from './csv-header';
import type { ColumnPositions } from './line-columns';
import { RECORD_LIMIT } from './record-end';
import type { RawLines } from './staged-lines';

/** A FROM item over the records of a clean CSV. Nothing is left for DuckDB to guess. */
export function csvLines(file: CleanCsv, header: CsvHeader, positions: ColumnPositions): RawLines {
  const names = header.names.map((_, position) => `unused_${position}`);
  for (const [column, position] of positions) names[position] = column;
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  return {
    typed: new Set(),
    from: `read_csv(${literal(file.path)}, auto_detect = false, header = false, skip = ${file.headerLines},
             delim = ${literal(header.separator)}, quote = '"', escape = '"', new_line = ${lineEndLiteral(file)},
             compression = 'none', strict_mode = true, max_line_size = ${3 * RECORD_LIMIT},
             columns = {${columns}})`,
  };
}

function lineEndLiteral({ lineEnd }: CleanCsv): string {
  return lineEnd === '\r\n' ? "'\\r\\n'" : "'\\n'";
}
