import type { Settings } from '../config/settings';
import type { Publication } from '../storage/publication';
import type { LoadedData } from './load-data';

/** Writes `clientes_recurrentes.parquet` and `rechazos.parquet`; rows by file name. */
export async function writeLines(
  { engine, etl }: LoadedData,
  { csv }: Settings,
  publication: Publication,
): Promise<Record<string, number>> {
  const { recurrentLinesSql, rejectsSql } = require('../etl/outputs') as typeof import('../etl/outputs');
  const kept = recurrentLinesSql(engine, etl.asOf, { ticket: csv.columns.ticket !== undefined });
  const tables = { 'clientes_recurrentes.parquet': kept, 'rechazos.parquet': rejectsSql() };
  for (const [name, query] of Object.entries(tables)) {
    await engine.writeParquet(query, publication.pathFor(name));
    await publication.seal(name);
  }
  const [rows] = await engine.rows<{ kept: number }>(`
    SELECT count(*) AS kept FROM lines
    WHERE usuario IN (SELECT usuario FROM recurrent) AND fecha <= DATE '${etl.asOf}'`);
  return { 'clientes_recurrentes.parquet': rows!.kept, 'rechazos.parquet': etl.linesRejected };
}
