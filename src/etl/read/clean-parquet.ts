import type { CsvSettings } from '../../config/settings';
import type { ReadingDialect } from '../../engine/dialect';
import { pathConstants } from './csv-header';
import { isPlausibleDay, lastPossibleDay } from './date-values';
import { locateColumns } from './line-columns';
import { LARGEST_AMOUNT, TEXT_COLUMNS } from './line-values';
import { isNoneOf, missingWords } from './missing-words';
import type { ParquetFile } from './parquet-file';
import { columnAt, parquetRows } from './parquet-file';

/** How the rows of a Parquet file are read where every one of them is a line that is kept, as it stands. */
export interface CleanParquet {
  /** A SELECT of one row: whether any row (`dirty`) is something else. */
  check: string;
  /** The rows, in the order and with the columns of the records. */
  select: string;
}

const WHOLE = /^U?(TINYINT|SMALLINT|INTEGER)$|^BIGINT$/;

/**
 * How a file is read if it holds nothing to reject; null where its types leave more to do than to take its values: other
 * ways of writing days and numbers, instants, texts that are none, columns that the path says. What is read is what
 * `LineValues` would read: no value changes on its way through text.
 *
 * @param today ISO day of the run
 */
export function cleanParquet(
  file: ParquetFile,
  csv: CsvSettings,
  dialect: ReadingDialect,
  today: string | undefined,
): CleanParquet | null {
  const own = file.columns.map(({ name }) => name);
  if (file.raw || pathConstants(file.name, own).length > 0) return null;
  const positions = locateColumns(file.name, own, { columns: csv.columns, header: true });
  const fits = [...positions].every(([column, position]) => {
    const { type } = file.columns[position]!;
    if (column === 'fecha_compra') return type === 'DATE';
    if (column === 'cantidad') return WHOLE.test(type);
    return TEXT_COLUMNS.has(column) ? type === 'VARCHAR' : type === 'DOUBLE' || WHOLE.test(type);
  });
  if (!fits) return null;
  const at = (column: 'fecha_compra' | 'usuario' | 'producto' | 'cantidad' | 'precio' | 'ticket'): string | null =>
    positions.has(column) ? columnAt(positions.get(column)!) : null;
  const stored = (column: 'fecha_compra' | 'cantidad' | 'precio'): string | null => {
    const name = at(column);
    return name === null ? null : dialect.asStored(name);
  };
  const [day, quantity, price] = [stored('fecha_compra'), stored('cantidad') ?? '1', stored('precio')];
  const amount = csv.priceIs === 'unit' ? `${quantity} * CAST(${price} AS DOUBLE)` : price;
  const texts = [...positions].flatMap(([column, position]) => (TEXT_COLUMNS.has(column) ? [columnAt(position)] : []));
  const conditions = [
    isPlausibleDay(day!),
    `${day} <= ${dialect.date(lastPossibleDay(today))}`,
    ...texts.map((text) => isTidy(dialect, text)),
    ...texts.flatMap((text) => isNoneOf(dialect, missingWords(csv), text)),
    `${quantity} BETWEEN 1 AND ${csv.maxQuantity}`,
    ...(price === null ? [] : [`${price} BETWEEN 0 AND ${LARGEST_AMOUNT}`, `${amount} <= ${LARGEST_AMOUNT}`]),
  ];
  const rows = parquetRows(dialect, file);
  const numbers = [`CAST(${at('cantidad') ?? '1'} AS BIGINT)`, 'NULL', `CAST(${at('precio') ?? 'NULL'} AS DOUBLE)`];
  const values = [at('fecha_compra'), at('usuario'), at('producto'), ...numbers, at('ticket') ?? 'NULL'];
  return {
    check: `SELECT count(*) > 0 AS dirty FROM ${rows} WHERE NOT coalesce(${conditions.join('\n  AND ')}, FALSE)`,
    select: `SELECT ${values.join(', ')}, NULL, NULL, NULL FROM ${rows}`,
  };
}

/** Condition: there is text, with no white space around it. */
function isTidy(dialect: ReadingDialect, text: string): string {
  const closer = `${dialect.trimmed(text)} = ${text} AND ${text} <> ''`;
  return `CASE WHEN ${dialect.isTrimmed(text)} THEN TRUE ELSE ${closer} END`;
}
