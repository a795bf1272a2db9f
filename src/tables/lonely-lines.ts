import type { Query, Relation } from '../engine/relation';
import { query, relation } from '../engine/relation';
import { KEPT, RECORD_COLUMNS, recordsWith } from './staged-lines';

/**
 * Every record counted once, in `n`: the kept ones by day (`fecha`), those set apart by why (`aparte`), the rejected ones
 * by their reason (`motivo`).
 */
export function judgedCounts(records: Relation): Query {
  return query(
    { records },
    (_, t) => `
    SELECT CASE WHEN ${KEPT} THEN fecha END AS fecha, motivo, aparte, count(*) AS n
    FROM ${t.records} AS r
    GROUP BY CASE WHEN ${KEPT} THEN fecha END, motivo, aparte
    ORDER BY fecha`,
  );
}

/** Records with the kept lines of days before `first` (ISO) rejected: these days stand alone, far from all others. */
export function withoutDaysBefore(records: Relation, first: string): Relation {
  return relation({
    name: 'lines_without_lonely_days',
    row: records.row,
    kind: 'view',
    of: { records },
    columns: RECORD_COLUMNS,
    select: (dialect, t) => {
      const lonely = `${KEPT} AND fecha < ${dialect.date(first)}`;
      return `
    SELECT ${recordsWith({ motivo: `CASE WHEN ${lonely} THEN 'fecha_aislada' ELSE motivo END` })}
    FROM ${t.records} AS r`;
    },
  });
}
