import { epochDay } from '../../config/calendar';
import type { Settings } from '../../config/settings';
import type { Engine } from '../../engine/engine';
import { refuseIfNoneRecurrent } from '../../etl/no-recurrent-customers';
import type { EtlJob } from '../../etl/read/etl-job';
import type { EtlResult } from '../../etl/run-etl';
import { runEtl } from '../../etl/run-etl';
import type { RunInput } from '../../evaluation/run-inputs';
import { namesIn } from '../../storage/inputs/name-list';
import { openEngine } from '../context/open-engine';
import { readTextFile } from '../context/text-file';
import { bringInputs, bringLake } from './bring-inputs';
import type { ReadingContext } from './lake-settings';

/** Purchase lines read, cleaned and judged. The caller closes the engine. */
export interface LoadedData {
  engine: Engine;
  etl: EtlResult;
  inputs: RunInput[];
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
}

/** Reads the inputs of the settings and runs the ETL; without a recurrent customer it fails with the funnel. */
export async function loadData(context: ReadingContext): Promise<LoadedData> {
  const data = await loadLines(context);
  try {
    await demandRecurrentCustomers(data.engine, context.settings, data.etl);
    return data;
  } catch (cause) {
    await data.engine.close().catch(() => undefined);
    throw cause;
  }
}

/** The same, whoever is recurrent in these lines. */
export async function loadLines(context: ReadingContext): Promise<LoadedData> {
  const { settings, progress, workDir, today, lake } = context;
  const { excluded, inputs } = await readExcludedCustomers(context);
  const brought = lake === null ? await bringInputs(context) : await bringLake(context, lake);
  const { objects, cleaned } = brought;
  const engine = await openEngine(settings, { workDir, textBytes: brought.textBytes, progress });
  try {
    const reading = { engine: engine.local, tables: engine, inputs: objects, settings, workDir, progress, today };
    const etl = await runEtl({ ...reading, cleaned, excluded, cache: settings.cache });
    // What was hashed is what was parsed, whoever else had the files at hand meanwhile.
    for (const input of objects) await input.requireUnchanged();
    const read = brought.inputs ?? objects.map(({ name }, i) => ({ name, ...etl.hashes[i]! }));
    return { engine, etl, inputs: [...read, ...inputs], firstDay: epochDay(etl.firstDay), asOf: epochDay(etl.asOf) };
  } catch (cause) {
    await engine.close().catch(() => undefined);
    throw cause;
  }
}

/** The list of `--exclude-customers`, which is an input of the run too: another list makes other results. */
async function readExcludedCustomers(
  context: ReadingContext,
): Promise<Pick<EtlJob, 'excluded'> & Pick<LoadedData, 'inputs'>> {
  const file = context.settings.excludeCustomers;
  if (file === undefined) return { inputs: [] };
  const { text, input } = await readTextFile(context, '--exclude-customers', file);
  return { excluded: { file, names: namesIn(text) }, inputs: [{ ...input, list: 'excludeCustomers' }] };
}

async function demandRecurrentCustomers(engine: Engine, settings: Settings, etl: EtlResult): Promise<void> {
  await engine.tables.keep(etl.shop.recurrent);
  await refuseIfNoneRecurrent(engine, settings, etl);
}
