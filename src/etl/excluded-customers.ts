import { someNames } from '../config/some-names';
import type { Engine } from '../engine/engine';
import type { Relation } from '../engine/relation';
import { query } from '../engine/relation';
import { excludedCustomers, withoutExcluded } from '../tables/excluded-lines';
import type { EtlJob } from './read/etl-job';

/**
 * The records with the usable lines of the excluded customers set apart: they are neither kept nor rejected. Names that
 * no line has are told.
 *
 * @param engine that has the records
 */
export async function excludeCustomers(
  { settings, excluded, progress }: EtlJob,
  engine: Engine,
  records: Relation,
): Promise<Relation> {
  if (excluded === undefined) return records;
  const names = excludedCustomers(excluded.names);
  const others = withoutExcluded({ records, excluded: names }, { returns: settings.csv.returns === 'net' });
  const unknown = await engine.columns(
    query(
      { names, others },
      (_, t) => `
    SELECT usuario FROM ${t.names} AS e
    WHERE usuario NOT IN (SELECT usuario FROM ${t.others} AS r WHERE aparte = 'excluida') ORDER BY usuario`,
    ),
  );
  if (unknown.length === 0) return others;
  const told = unknown.strings('usuario').map((name) => JSON.stringify(name));
  progress.warn(
    `${excluded.file}: no line is of ${someNames(told)}`,
    `${excluded.file}: no line is of ${unknown.length} of its names`,
  );
  return others;
}
