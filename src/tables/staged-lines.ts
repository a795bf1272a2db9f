import type { Columns, Source } from '../engine/relation';
import { column, source } from '../engine/relation';

/** Columns of the records, as they are staged and as they are judged further. */
export const RECORD_COLUMNS: Columns = {
  fecha: column('DATE', 'day of the purchase'),
  usuario: column('VARCHAR', 'the customer'),
  producto: column('VARCHAR', 'the product'),
  cantidad: column('BIGINT', 'how many; 1 for measured goods', 'units'),
  medida: column('DOUBLE', 'weight or length of measured goods, else NULL', 'kg, m'),
  precio: column('DOUBLE', 'as it was read; the setting priceIs says of what', 'currency'),
  ticket: column('VARCHAR', 'the ticket, NULL where there is none'),
  motivo: column('VARCHAR', 'why the line is rejected, else NULL'),
  valor: column('VARCHAR', 'the text at fault'),
  aparte: column('VARCHAR', 'why a line that could be used is not kept either, else NULL'),
  n: column('BIGINT', 'its place among all records, from 0', 'records'),
};

/** The records of all inputs, as the reader leaves them: what all other tables stand on. */
export function stagedLines(): Source {
  return source({
    name: 'staged_lines',
    row: 'a record of the inputs, in their order',
    columns: RECORD_COLUMNS,
    numbered: 'n',
  });
}

/** Condition on records: the line is kept. */
export const KEPT = 'motivo IS NULL AND aparte IS NULL';

/** The columns of records `r`, some of them by an expression of their own. */
export function recordsWith(changed: Readonly<Record<string, string>>): string {
  return Object.keys(RECORD_COLUMNS)
    .map((name) => (changed[name] === undefined ? `r.${name}` : `${changed[name]} AS ${name}`))
    .join(', ');
}
