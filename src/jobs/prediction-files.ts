import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import type { Publication } from '../publication/publication';

/** Writes the prediction tables, all or those named, in the format of the settings; rows by file name. */
export async function writePredictions(
  engine: Engine,
  { format }: Pick<Settings, 'format'>,
  publication: Publication,
  names?: readonly string[],
): Promise<Record<string, number>> {
  const { PREDICTION_QUERIES } =
    require('../predict/prediction-tables') as typeof import('../predict/prediction-tables');
  const rows: Record<string, number> = {};
  for (const [name, query] of Object.entries(PREDICTION_QUERIES)) {
    if (names !== undefined && !names.includes(name)) continue;
    const file = name.replace(/parquet$/, format);
    const path = publication.pathFor(file);
    if (format === 'parquet') await engine.writeParquet(query, path);
    else await engine.writeText(query, path, format);
    await publication.seal(file);
    const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${query}) AS written`);
    rows[file] = counted!.n;
  }
  return rows;
}
