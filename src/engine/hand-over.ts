import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './engine';
import type { Relation, Source } from './relation';
import { query, source } from './relation';

/**
 * The rows of a relation of one engine as a source of another, by way of a Parquet file.
 *
 * @param folder of this run; what the other engine reads stays there
 */
export async function handOver(relation: Relation, from: Engine, to: Engine, folder: string): Promise<Source> {
  const { name, row, columns } = relation;
  const path = join(folder, `${name}.parquet`);
  await rm(path, { force: true });
  await from.writeParquet(
    query(
      { relation },
      (d, t) => `SELECT ${Object.keys(columns).map(d.identifier).join(', ')} FROM ${t.relation} AS r`,
    ),
    path,
  );
  const given = source({ name, row, columns });
  await to.tables.open(given);
  await to.tables.adopt(given, path);
  return given;
}
