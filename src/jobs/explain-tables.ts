import { epochDay, isoDay } from '../config/calendar';
import type { Settings } from '../config/settings';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect';
import type { ManifestEntry } from '../engine/manifest';
import { manifest } from '../engine/manifest';
import { allTables } from '../tables/all-tables';

/** The tables of a run as data. Nothing is read: the day of the run stands for the last one of the data. */
export function explainTables(
  settings: Settings,
  today: string | undefined,
): { asOf: string; tables: ManifestEntry[] } {
  const asOf = settings.asOf ?? today ?? isoDay(0);
  return { asOf, tables: manifest(allTables(settings, { asOf, lastDay: epochDay(asOf) }), duckdbDialect) };
}
