import { epochDay } from '../../src/config/calendar';
import { silentProgress } from '../../src/config/progress';
import type { Settings } from '../../src/config/settings';
import { openDuckdb } from '../../src/engine/duckdb';
import type { Engine } from '../../src/engine/engine';
import { buildRecurrent } from '../../src/etl/outputs';
import { runEtl } from '../../src/etl/run-etl';
import { buildPurchaseDays } from '../../src/features/purchase-days';
import { listInputs } from '../../src/storage/list-inputs';
import { localInput } from '../../src/storage/local-inputs';
import { spool } from '../../src/storage/spool';
import { openWorkFolder } from '../../src/storage/work-folder';

/** What the notebooks after the first one start from. */
export interface Purchases {
  /** Holds `lines`, `purchases`, `recurrent`, `customers` and `purchase_days`. */
  engine: Engine;
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
  await buildRecurrent(engine, settings, etl.asOf);
  await buildPurchaseDays(engine, settings.recurrence, epochDay(etl.asOf));
  return {
    engine,
    firstDay: epochDay(etl.firstDay),
    asOf: epochDay(etl.asOf),
    close: async () => {
      await engine.close();
      await work.close();
    },
  };
}
