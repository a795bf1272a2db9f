import type { Source } from '../engine/relation';
import { column, source } from '../engine/relation';

/** The records of all inputs, as the reader leaves them: what all other tables stand on. */
export function stagedLines(): Source {
  return source({
    name: 'staged_lines',
    row: 'a record of the inputs, in their order',
    columns: {
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
    },
  });
}

/** Condition on `staged_lines`: the line is kept. */
export const KEPT = 'motivo IS NULL AND aparte IS NULL';
