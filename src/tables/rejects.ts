import type { Query, Relation, Source } from '../engine/relation';
import { column, query, source } from '../engine/relation';

/** The rejected lines as the reader finds them again in the inputs. */
export function rejects(): Source {
  return source({
    name: 'rejects',
    row: 'a rejected line',
    columns: {
      archivo: column('VARCHAR', 'the input, as it was named'),
      linea: column('BIGINT', 'physical line from 1; in Parquet the row', 'lines'),
      motivo: column('VARCHAR', 'why it is rejected'),
      columna: column('VARCHAR', 'the column at fault, NULL where the record as a whole is'),
      valor: column('VARCHAR', 'its text, without the space around it'),
      texto: column('VARCHAR', 'the record as it stands in the file'),
    },
  });
}

/** The rows of `rechazos.parquet`: rejected lines in the order of the files. */
export function rejectedLines(rejected: Relation): Query {
  return query(
    { rejected },
    (_, t) => `SELECT archivo, linea, motivo, columna, valor, texto FROM ${t.rejected} ORDER BY archivo, linea`,
  );
}
