import type { Settings } from '../config/settings';
import type { Publication } from '../publication/publication';
import { countRecurrentLines, recurrentLines } from '../tables/recurrent-lines';
import { rejectedLines } from '../tables/rejects';
import type { LoadedData } from './load-data';

/** Writes `clientes_recurrentes.parquet` and `rechazos.parquet`; rows by file name. */
export async function writeLines(
  { engine, etl }: LoadedData,
  { csv }: Settings,
  publication: Publication,
): Promise<Record<string, number>> {
  const kept = recurrentLines(etl.shop, etl.asOf, { ticket: csv.columns.ticket !== undefined });
  await engine.writeParquet(kept, publication.pathFor('clientes_recurrentes.parquet'));
  await publication.seal('clientes_recurrentes.parquet');
  // What was rejected is known where the lines were read.
  await engine.local.writeParquet(rejectedLines(etl.rejects), publication.pathFor('rechazos.parquet'));
  await publication.seal('rechazos.parquet');
  const [rows] = await engine.rows<{ kept: number }>(countRecurrentLines(etl.shop, etl.asOf));
  return { 'clientes_recurrentes.parquet': rows!.kept, 'rechazos.parquet': etl.linesRejected };
}
