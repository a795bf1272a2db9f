import { join } from 'node:path';
import { silentProgress } from '../../src/config/progress';
import type { SettingsInput } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import type { Workers } from '../../src/engine/engine';
import type { JobContext } from '../../src/jobs/context/job-context';
import { programCommand, workerOptions } from '../../src/jobs/context/program-command';
import { loadData } from '../../src/jobs/lines/load-data';
import { loadModel } from '../../src/jobs/load-model';
import { readProductLists } from '../../src/jobs/product-lists';
import { predictOnWorkers } from '../../src/jobs/scoring/predict-on-workers';
import { scoreBuckets } from '../../src/jobs/scoring/score-buckets';
import { openShop } from '../../src/jobs/shop-of-run';
import { historyOn } from '../../src/tables/shop';
import { ensureSpark } from '../../tests/setup/spark-env';
import { writeShop } from '../generator/write-shop';
import { measureProcess } from '../measure-process';

const PROGRAM = join(__dirname, '../../src/cli/recompra.cjs');
/** Customers that the model is trained on, and days of both shops. */
const TRAINED_ON = 2000;
const DAYS = 365;

/** The same customers scored by processes that Spark pipes buckets to, and by one process without Spark. */
export interface ScoringResult {
  customers: number;
  lines: number;
  buckets: number;
  /** Spark's executors, a scorer each at a time. */
  pipe: { processes: number; seconds: number };
  inProcess: { seconds: number };
}

/** Trains on a small shop, and scores a larger one both ways, from the same buckets. */
export async function measureScoring(folder: string, customers: number, threads: number): Promise<ScoringResult> {
  const [small, large, out] = [join(folder, 'small.csv'), join(folder, 'large.csv'), join(folder, 'out')];
  await writeShop(small, { customers: TRAINED_ON, days: DAYS, dirtyShare: 0 });
  await measureProcess(process.execPath, [PROGRAM, 'train', '--input', small, '--output', out, '--quiet']);
  const { lines } = await writeShop(large, { customers, days: DAYS, dirtyShare: 0, seed: 7 });
  const spark = { python: ensureSpark(), master: `local[${threads}]`, memory: '4g' };
  const asked: SettingsInput = { input: large, output: out, engine: 'spark', spark, threads: 1 };
  const settings = { ...settingsSchema.parse(asked), input: large, output: out };
  const context: JobContext = { settings, progress: silentProgress, workDir: folder };
  const { trained } = await loadModel(context);
  const data = await loadData({ ...context, lake: null });
  try {
    const history = historyOn(data.etl.shop, trained.rule, data.asOf);
    const lists = await readProductLists(context);
    const { baskets, excluded } = await openShop(context, data, { history, lists });
    const { workers, measured } = timed(data.engine.workers!, context);
    const how = { command: programCommand(settings), scorerOptions: workerOptions(settings) };
    const options = { history, asOf: data.asOf, top: settings.top, excluded, ...how };
    const found = await predictOnWorkers({ engine: data.engine, workers }, trained, baskets, options);
    const { buckets, pipe, inProcess } = measured;
    return {
      ...{ customers: found.customers, lines, buckets },
      ...{ pipe: { processes: threads, seconds: pipe }, inProcess: { seconds: inProcess } },
    };
  } finally {
    await data.engine.close();
  }
}

/** Workers that tell how long their commands took, and how long this process takes for the same buckets. */
function timed(workers: Workers, context: JobContext) {
  const measured = { buckets: 0, pipe: 0, inProcess: 0 };
  const watched: Workers = {
    shared: workers.shared,
    writeBuckets: (query, name) => workers.writeBuckets(query, name),
    forEach: async (name, command, items) => {
      const begun = performance.now();
      const printed = await workers.forEach(name, command, items);
      measured.pipe = (performance.now() - begun) / 1000;
      const again = performance.now();
      await scoreBuckets(context, `${workers.shared.address}/scoring`, items.map(Number));
      measured.inProcess = (performance.now() - again) / 1000;
      measured.buckets = items.length;
      return printed;
    },
  };
  return { workers: watched, measured };
}
