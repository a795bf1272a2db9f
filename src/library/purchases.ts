import { epochDay } from '../config/calendar';
import type { Progress } from '../config/progress';
import { silentProgress } from '../config/progress';
import type { Settings } from '../config/settings';
import { openDuckdb } from '../engine/duckdb/duckdb';
import type { ReadingEngine } from '../engine/engine';
import { runEtl } from '../etl/run-etl';
import { openWorkFolder } from '../storage/disk/work-folder';
import { listInputs } from '../storage/inputs/list-inputs';
import { localInput } from '../storage/inputs/local-inputs';
import { spool } from '../storage/inputs/spool';
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

/** Reads the inputs of the settings, cleans them and finds the recurrent customers. */
export async function openPurchases(settings: Settings, progress: Progress = silentProgress): Promise<Purchases> {
  const work = await openWorkFolder(settings.workDir);
  const found = await listInputs(settings.input ?? '', settings.s3);
  const inputs = await Promise.all(found.map(async (input) => localInput((await spool(input, work.path)).path)));
  const engine = await openDuckdb({ threads: settings.threads, memory: settings.memory, workDir: work.path });
  const etl = await runEtl({ engine, inputs, settings, workDir: work.path, progress });
  const history = historyOn(etl.shop, settings.recurrence, epochDay(etl.asOf));
  for (const table of [etl.shop.recurrent, history.customers, history.days]) await engine.tables.keep(table);
  return {
    engine,
    shop: etl.shop,
    history,
    firstDay: epochDay(etl.firstDay),
    asOf: epochDay(etl.asOf),
    lines: { in: etl.linesIn, kept: etl.linesKept, rejected: etl.linesRejected },
    close: async () => {
      await engine.close();
      await work.close();
    },
  };
}
