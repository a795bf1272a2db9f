import type { Relation } from '../engine/relation';
import { column, relation, values } from '../engine/relation';

const DESCRIBED = {
  name: 'origins',
  row: 'a day that a prediction is made on',
  columns: { origen: column('DATE', 'the day; nothing later may be used') },
};

/** @param days epoch days; each counts once */
export function originsOn(days: readonly number[]): Relation {
  return values(DESCRIBED, { origen: { type: 'DATE', values: [...new Set(days)] } });
}

/** A single origin. @param isoDay ISO day */
export function originOn(isoDay: string): Relation {
  return relation({
    ...DESCRIBED,
    kind: 'view',
    of: {},
    select: (dialect) => `SELECT ${dialect.date(isoDay)} AS origen`,
  });
}
