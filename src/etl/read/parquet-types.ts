import { RecompraError } from '../../config/errors';
import type { LineColumn } from '../rejects/reject-reasons';
import type { ParquetColumn } from './parquet-file';

/** Types whose values have no plain text, or a text that is no name and no number. */
const NESTED = /\[|^(STRUCT|MAP|UNION|BLOB|BIT|INTERVAL|VARIANT|GEOMETRY|TIME$|TIME WITH)/;
const DATED = /^(DATE|TIMESTAMP)/;

/** What a column may be, and how that is told. */
const EXPECTED: Record<'day' | 'number' | 'name', { refused(type: string): boolean; what: string }> = {
  day: {
    refused: (type) => NESTED.test(type) || type === 'BOOLEAN',
    what: 'days, instants, or text or numbers in a --date-format',
  },
  number: { refused: (type) => NESTED.test(type) || DATED.test(type) || type === 'BOOLEAN', what: 'numbers, or text' },
  name: { refused: (type) => NESTED.test(type), what: 'text, or numbers' },
};

/** Whether a column holds lists, structures or the like. */
export function isNested(type: string): boolean {
  return NESTED.test(type);
}

/** A data error where a column's type cannot be what the column is for: `[a, b]` is no product. */
export function refuseOtherTypes(file: string, column: LineColumn, { name, type }: ParquetColumn): void {
  const kind = column === 'fecha_compra' ? 'day' : column === 'cantidad' || column === 'precio' ? 'number' : 'name';
  const { refused, what } = EXPECTED[kind];
  if (!refused(type)) return;
  throw new RecompraError('data', `${file}: the column ${name} is of type ${type}; expected ${what}`, {
    remedy: `name another column for ${column} with --columns, or write the file with one value a row`,
  });
}
