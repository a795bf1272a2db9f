import type { Settings } from '../config/settings';
import type { Publication } from '../publication/publication';
import { recurrentLines } from '../tables/recurrent-lines';
import { rejectedLines } from '../tables/rejects';
import type { LoadedData } from './load-data';

/** Writes `clientes_recurrentes.parquet` and `rechazos.parquet`; rows by file name. */
export async function writeLines(
  { engine, etl }: LoadedData,
  { csv }: Settings,
  publication: Publication,
): Promise<Record<string, number>> {
  const kept = recurrentLines(etl.shop, etl.asOf, { ticket: csv.columns.ticket !== undefined });
  const tables = { 'clientes_recurrentes.parquet': kept, 'rechazos.parquet': rejectedLines(etl.rejects) };
  const rows: Record<string, number> = {};
  for (const [name, query] of Object.entries(tables)) {
    rows[name] = await engine.writeParquet(query, publication.pathFor(name));
    await publication.seal(name);
  }
  return rows;
}
