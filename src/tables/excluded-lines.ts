import type { Relation } from '../engine/relation';
import { column, relation, values } from '../engine/relation';
import { KEPT, RECORD_COLUMNS, recordsWith } from './staged-lines';

/** @param names as the input names them */
export function excludedCustomers(names: readonly string[]): Relation {
  return values(
    {
      name: 'excluded_customers',
      row: 'a customer whose lines are left out',
      columns: { usuario: column('VARCHAR', 'the customer') },
    },
    { usuario: { type: 'VARCHAR', values: names } },
  );
}

/**
 * Records with the usable ones of excluded customers set apart.
 *
 * @param returns whether a return (a quantity below zero) can be used too
 */
export function withoutExcluded(
  { records, excluded }: { records: Relation; excluded: Relation },
  { returns }: { returns: boolean },
): Relation {
  const usable = returns ? `(${KEPT} OR motivo = 'devolucion')` : KEPT;
  const unless = (column: string) => `CASE WHEN r.is_out THEN NULL ELSE r.${column} END`;
  return relation({
    name: 'lines_without_excluded',
    row: records.row,
    kind: 'view',
    of: { records, excluded },
    columns: RECORD_COLUMNS,
    select: (_, t) => `
    SELECT ${recordsWith({ motivo: unless('motivo'), valor: unless('valor'), aparte: "CASE WHEN r.is_out THEN 'excluida' ELSE r.aparte END" })}
    FROM (
      SELECT s.*, ${usable} AND usuario IN (SELECT usuario FROM ${t.excluded} AS e) AS is_out FROM ${t.records} AS s
    ) AS r`,
  });
}
