import type { Settings } from '../../config/settings';
import type { Publication } from '../../publication/publication';
import { recurrentLines } from '../../tables/recurrent-lines';
import { rejectedLines } from '../../tables/rejects';
import type { LoadedData } from './load-data';

/** Writes `clientes_recurrentes.parquet` and `rechazos.parquet`; rows by file name. */
export async function writeLines(
  { engine, etl }: LoadedData,
  { csv }: Settings,
  publication: Publication,
): Promise<Record<string, number>> {
  const kept = recurrentLines(etl.shop, etl.asOf, { ticket: csv.columns.ticket !== undefined });
  // What was rejected is known where the lines were read.
  const tables = [
    ['clientes_recurrentes.parquet', engine, kept],
    ['rechazos.parquet', engine.local, rejectedLines(etl.rejects)],
  ] as const;
  const rows: Record<string, number> = {};
  for (const [name, at, query] of tables) {
    rows[name] = await at.writeParquet(query, publication.pathFor(name));
    await publication.seal(name);
  }
  return rows;
}
