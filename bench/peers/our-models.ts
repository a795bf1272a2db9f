import { silentProgress } from '../../src/config/progress';
import type { Settings } from '../../src/config/settings';
import { settingsSchema } from '../../src/config/settings';
import { answersSeenBy, loadDataset } from '../../src/features/dataset';
import { exportFeatures } from '../../src/features/feature-export';
import { loadFirstPurchases } from '../../src/features/first-purchases';
import type { OriginPlan } from '../../src/features/origins';
import { denseOrigins, planOrigins } from '../../src/features/origins';
import { loadData } from '../../src/jobs/lines/load-data';
import { BASELINE_NAMES } from '../../src/models/dates/baselines/fit-baselines';
import type { DateModel } from '../../src/models/dates/forecast/date-model';
import { readyBackend } from '../../src/models/fitting/backend';
import { candidateModels } from '../../src/models/trained-model';
import { openWorkFolder } from '../../src/storage/disk/work-folder';
import { historyOn } from '../../src/tables/shop';
import type { FitOptions } from '../../src/training/fit-candidates';
import { fitCandidates } from '../../src/training/fit-candidates';
import type { TrainingRows } from '../../src/training/fit-parts';
import type { JudgedRows } from '../../src/training/judged-rows';
import { judgedRows } from '../../src/training/judged-rows';
import type { BenchData } from './data-sets';

/** One data set as training sees it, with the file of feature rows that the peers read. */
export interface BenchRows {
  plan: OriginPlan;
  training: TrainingRows;
  validation: JudgedRows;
  test: JudgedRows;
}

/** Reads the lines, writes `features` as `recompra features` does, and loads the rows that `recompra train` uses. */
export async function loadRows({ name, settings }: BenchData, features: string): Promise<BenchRows> {
  const checked = settingsSchema.parse({ ...settings, output: features, threads: 2 }) as Settings & {
    input: string;
    output: string;
  };
  const work = await openWorkFolder(undefined);
  const data = await loadData({ settings: checked, progress: silentProgress, workDir: work.path, lake: null });
  const { engine, firstDay, asOf } = data;
  try {
    const plan = planOrigins(firstDay, asOf, checked.horizon);
    if (plan === null) throw new Error(`${name} is too short for origins`);
    const history = historyOn(data.etl.shop, checked.recurrence, asOf);
    await engine.tables.keep(history.days);
    await engine.writeParquet(exportFeatures(history, { firstDay, asOf, horizon: plan.horizon }), features);
    const planned = await loadDataset(engine, history, plan.all);
    const dense = await loadDataset(engine, history, denseOrigins(firstDay, asOf), { population: 'everyone' });
    const first = await loadFirstPurchases(engine, history.days);
    const judged = (origins: number[]) => judgedRows(planned, origins, plan.horizon);
    return { plan, training: { planned, dense, first }, validation: judged(plan.validation), test: judged(plan.test) };
  } finally {
    await engine.close();
    await work.close();
  }
}

export interface OurFit {
  models: DateModel[];
  /** Seconds that the model took to fit on what precedes the test, by name. */
  seconds: Map<string, number>;
}

/** Models whose time is compared with a peer's. */
const TIMED = ['gradient-boosting', 'dense-network', 'hazard-network'];

/** Our baselines and networks: lengths from the validation origins, weights from all that precedes the test. */
export async function fitOurModels({ plan, training, validation }: BenchRows, seed: number): Promise<OurFit> {
  const { horizon } = plan;
  await readyBackend();
  const { lengths } = await fitCandidates(training, {
    horizon,
    seed,
    lastDay: plan.validation[0]!,
    validation,
    only: new Set(['gradient-boosting', 'dense-network']),
  });
  const options: FitOptions = { horizon, seed, lastDay: plan.test[0]!, lengths };
  const seconds = new Map<string, number>();
  const models = await fitted(training, {
    ...options,
    only: new Set(BASELINE_NAMES.filter((name) => !TIMED.includes(name))),
  });
  for (const name of TIMED) {
    const start = performance.now();
    models.push(...(await fitted(training, { ...options, only: new Set([name]) })));
    seconds.set(name, (performance.now() - start) / 1000);
  }
  return { models, seconds };
}

async function fitted(training: TrainingRows, options: FitOptions): Promise<DateModel[]> {
  return candidateModels((await fitCandidates(training, options)).candidates);
}

/** Customers a second that a model scores over the horizon, features given: the best of some passes over the rows. */
export function scoringRate(model: DateModel, { plan, test }: BenchRows, passes = 3): number {
  const rates = Array.from({ length: passes }, () => {
    const start = performance.now();
    model.predict(test.rows, plan.horizon);
    return (1000 * test.rows.length) / (performance.now() - start);
  });
  return Math.max(...rates);
}

/** All answers to the horizon, as the judge takes them. */
export function answersOf({ plan, test }: BenchRows) {
  return {
    daysToNext: answersSeenBy(test.rows, plan.test.at(-1)! + plan.horizon).daysToNext,
    customers: test.rows.customer,
    horizon: plan.horizon,
  };
}
