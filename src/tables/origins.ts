import type { Relation } from '../engine/relation';
import { column, relation, values } from '../engine/relation';

const COLUMNS = { origen: column('DATE', 'the day; nothing later may be used') };

/** @param days epoch days; each counts once */
export function originsOn(days: readonly number[]): Relation {
  const described = { name: 'origins', row: 'a day that predictions are made on', columns: COLUMNS };
  return values(described, { origen: { type: 'DATE', values: [...new Set(days)] } });
}

/** The as-of date alone. @param isoDay ISO day */
export function originOn(isoDay: string): Relation {
  return relation({
    name: 'as_of',
    row: 'the day that the run predicts on',
    columns: COLUMNS,
    kind: 'view',
    of: {},
    select: (dialect) => `SELECT ${dialect.date(isoDay)} AS origen`,
  });
}
