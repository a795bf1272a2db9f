import type { Settings } from '../config/settings';
import type { Engine } from '../engine/engine';
import { contactQuery } from '../predict/contact-list';
import type { Publication } from '../publication/publication';

/** Whom to contact, in due order, for a spreadsheet, whatever the format of the other files. */
const CONTACT_LIST = 'contactar.csv';

export interface PredictionFiles {
  /** File types of the tables, each of which is written in all of them. */
  formats: readonly Settings['format'][];
  /** Products recommended to each customer. */
  top: number;
  /** Tables to write, by the names of their Parquet files; all unless given. */
  names?: readonly string[];
}

/** Writes the prediction tables and the list of whom to contact; rows by file name. */
export async function writePredictions(
  engine: Engine,
  publication: Publication,
  { formats, top, names }: PredictionFiles,
): Promise<Record<string, number>> {
  const { PREDICTION_QUERIES } =
    require('../predict/prediction-tables') as typeof import('../predict/prediction-tables');
  const rows: Record<string, number> = {};
  for (const [name, query] of Object.entries(PREDICTION_QUERIES)) {
    if (names !== undefined && !names.includes(name)) continue;
    const count = await countRows(engine, query);
    for (const format of new Set(formats)) {
      const file = name.replace(/parquet$/, format);
      const path = publication.pathFor(file);
      if (format === 'parquet') await engine.writeParquet(query, path);
      else await engine.writeText(query, path, format);
      await publication.seal(file);
      rows[file] = count;
    }
  }
  await engine.writeText(contactQuery(top), publication.pathFor(CONTACT_LIST), 'spreadsheet');
  await publication.seal(CONTACT_LIST);
  rows[CONTACT_LIST] = await countRows(engine, 'SELECT cliente_id FROM predicciones');
  return rows;
}

async function countRows(engine: Engine, query: string): Promise<number> {
  const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${query}) AS written`);
  return counted!.n;
}
