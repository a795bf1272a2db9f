import type { Query, Relation } from '../engine/relation';
import { query } from '../engine/relation';
import { HISTORY_COLUMNS } from './day-bits';
import { FEATURE_COLUMNS } from './feature-columns';

export interface ExportedTables {
  rows: Relation;
  next: Relation;
  customers: Relation;
}

/** What the origins (epoch days) are for, and the days in which answers are judged. */
export interface ExportedParts {
  horizon: number;
  trainForChoice: readonly number[];
  validation: readonly number[];
  test: readonly number[];
}

/** The rows of `features.parquet`: a customer on an origin, with features and answer. */
export function exportedRows({ rows, next, customers }: ExportedTables, parts: ExportedParts): Query {
  const days = 'CAST(a.next_day - f.corte AS INTEGER)';
  const names = [...Object.keys(FEATURE_COLUMNS), ...Object.keys(HISTORY_COLUMNS)];
  return query(
    { rows, next, customers },
    (dialect, t) => `
    -- a row: a customer on an origin
    SELECT c.usuario AS cliente_id, ${dialect.addDays(dialect.date('1970-01-01'), 'f.corte')} AS fecha_corte,
           ${partSql(parts)} AS parte,
           ${names.map((name) => `f.${name}`).join(', ')},
           ${days} AS dias_siguiente,
           coalesce(least(${days}, ${parts.horizon}), ${parts.horizon}) AS dias_restringidos
    FROM ${t.rows} AS f
    JOIN ${t.customers} AS c ON c.cliente = f.cliente
    JOIN ${t.next} AS a ON a.cliente = f.cliente AND a.corte = f.corte
    ORDER BY f.corte, f.cliente`,
  );
}

function partSql({ trainForChoice, validation, test }: ExportedParts): string {
  const among = (origins: readonly number[]) => (origins.length === 0 ? 'FALSE' : `f.corte IN (${origins.join(', ')})`);
  return `CASE WHEN ${among(trainForChoice)} THEN 'train' WHEN ${among(validation)} THEN 'validation'
                WHEN ${among(test)} THEN 'test' ELSE 'entre' END`;
}
