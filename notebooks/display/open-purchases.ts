import { epochDay } from '../../src/config/calendar';
import { silentProgress } from '../../src/config/progress';
import type { Settings } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import type { ReadingEngine } from '../../src/engine/engine';
import { runEtl } from '../../src/etl/run-etl';
import { openWorkFolder } from '../../src/storage/disk/work-folder';
import { listInputs } from '../../src/storage/inputs/list-inputs';
import { localInput } from '../../src/storage/inputs/local-inputs';
import { spool } from '../../src/storage/inputs/spool';
import type { PurchaseHistory, ShopTables } from '../../src/tables/shop';
import { historyOn } from '../../src/tables/shop';

/** What the notebooks after the first one start from. */
export interface Purchases {
  /** Holds the tables of `shop` and `history`: `lines`, `purchases`, `recurrent`, `customers`, `purchase_days`. */
  engine: ReadingEngine;
  shop: ShopTables;
  /** What is known on the as-of date. */
  history: PurchaseHistory;
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  /** Frees the engine and its files, so that the kernel can end. */
  close(): Promise<void>;
}

/** The steps of 01_etl.ipynb as one: reads the inputs of the settings, cleans them and finds the recurrent customers. */
export async function openPurchases(settings: Settings): Promise<Purchases> {
  const work = await openWorkFolder(settings.workDir);
  const found = await listInputs(settings.input ?? '', settings.s3);
  const inputs = await Promise.all(found.map(async (input) => localInput((await spool(input, work.path)).path)));
  const engine = await openDuckdb({ threads: settings.threads, memory: settings.memory, workDir: work.path });
  const etl = await runEtl({ engine, inputs, settings, workDir: work.path, progress: silentProgress });
  const history = historyOn(etl.shop, settings.recurrence, epochDay(etl.asOf));
  for (const table of [etl.shop.recurrent, history.customers, history.items, history.days])
    await engine.tables.keep(table);
  return {
    engine,
    shop: etl.shop,
    history,
    firstDay: epochDay(etl.firstDay),
    asOf: epochDay(etl.asOf),
    close: async () => {
      await engine.close();
      await work.close();
    },
  };
}
