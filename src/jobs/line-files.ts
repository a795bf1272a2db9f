import type { Publication } from '../storage/publication';
import type { LoadedData } from './load-data';

/** Writes `clientes_recurrentes.parquet` and `rechazos.parquet`; rows by file name. */
export async function writeLines(
  { engine, etl }: LoadedData,
  publication: Publication,
): Promise<Record<string, number>> {
  const { recurrentLinesSql, rejectsSql } = require('../etl/outputs') as typeof import('../etl/outputs');
  const kept = recurrentLinesSql(engine, etl.asOf);
  await engine.writeParquet(kept, publication.pathFor('clientes_recurrentes.parquet'));
  await engine.writeParquet(rejectsSql(), publication.pathFor('rechazos.parquet'));
  const [rows] = await engine.rows<{ kept: number }>(`
    SELECT count(*) AS kept FROM lines
    WHERE usuario IN (SELECT usuario FROM recurrent) AND fecha <= DATE '${etl.asOf}'`);
  return { 'clientes_recurrentes.parquet': rows!.kept, 'rechazos.parquet': etl.linesRejected };
}
