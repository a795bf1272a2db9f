import { latestToday } from '../config/calendar';
import type { Progress } from '../config/progress';
import { silentProgress } from '../config/progress';
import type { Settings } from '../config/settings';
import type { ReadingEngine } from '../engine/engine';
import { asCleaned } from '../jobs/lines/lake-settings';
import type { LoadedData } from '../jobs/lines/load-data';
import { loadLines } from '../jobs/lines/load-data';
import { openWorkFolder } from '../storage/disk/work-folder';
import type { PurchaseHistory, ShopTables } from '../tables/shop';
import { historyOn } from '../tables/shop';

/** Purchase lines that were read and cleaned, and who is recurrent in them. */
export interface Purchases {
  /** Holds the tables of `shop` and `history`: `lines`, `purchases`, `recurrent`, `customers`, `purchase_days`. */
  engine: ReadingEngine;
  shop: ShopTables;
  /** What is known on the as-of date. */
  history: PurchaseHistory;
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  /** Lines that were read, kept and rejected. */
  lines: { in: number; kept: number; rejected: number };
  /** Frees the engine and its files, so that the process can end. */
  close(): Promise<void>;
}

/**
 * Reads the inputs of the settings as every command does, cleans them and finds the recurrent customers, always on the
 * engine of this machine. Where that fails, nothing is left behind.
 */
export async function openPurchases(settings: Settings, progress: Progress = silentProgress): Promise<Purchases> {
  const work = await openWorkFolder(settings.workDir);
  const close: (() => Promise<void>)[] = [() => work.close()];
  const closeAll = async (): Promise<void> => {
    for (const one of close.splice(0).reverse()) await one();
  };
  try {
    const own = { ...settings, engine: 'duckdb' as const, input: settings.input ?? '', output: settings.output ?? '' };
    const today = latestToday(Date.now());
    const data = await loadLines(await asCleaned({ settings: own, progress, today, workDir: work.path }));
    close.push(() => data.engine.close());
    return { ...(await recurrentIn(data, settings)), close: closeAll };
  } catch (cause) {
    await closeAll();
    throw cause;
  }
}

/** Keeps the tables of who is recurrent. */
async function recurrentIn(
  { engine: { local: engine }, etl, firstDay, asOf }: LoadedData,
  { recurrence }: Settings,
): Promise<Omit<Purchases, 'close'>> {
  const history = historyOn(etl.shop, recurrence, asOf);
  for (const table of [etl.shop.recurrent, history.customers, history.days]) await engine.tables.keep(table);
  const lines = { in: etl.linesIn, kept: etl.linesKept, rejected: etl.linesRejected };
  return { engine, shop: etl.shop, history, firstDay, asOf, lines };
}
