import { writeFile } from 'node:fs/promises';
import { isoDay } from '../config/calendar';
import { programFacts } from '../config/program';
import type { Settings } from '../config/settings';
import { etlMetrics } from '../etl/etl-metrics';
import type { Metrics } from '../evaluation/metrics-schema';
import { METRICS_VERSION, metricsSchema } from '../evaluation/metrics-schema';
import { missingInWords } from '../evaluation/missing-in-words';
import type { RunSummary } from '../evaluation/run-summary-schema';
import { summaryOf } from '../evaluation/run-summary-schema';
import { isDrawn } from '../features/samples';
import { CUSTOMERS_PAGE } from '../publication/manifest/output-names';
import type { Publication } from '../publication/publication';
import { historyOn } from '../tables/shop';
import type { Training } from '../training/training';
import type { JobContext } from './context/job-context';
import { StageClock } from './context/stage-clock';
import { writeCustomersPage } from './customers-page';
import type { ReadingContext } from './lines/lake-settings';
import { asCleaned } from './lines/lake-settings';
import { writeLines } from './lines/line-files';
import type { LoadedData } from './lines/load-data';
import { loadData } from './lines/load-data';
import { packReading, READING_FILE, readingOf } from './model-reading';
import { predictShop } from './predict-shop';
import { writePredictions } from './prediction-files';
import { readProductLists } from './product-lists';
import { withPublication } from './publication-scope';
import { reportPage } from './report-assets';
import { namedApart, publishedSettings, runId } from './run-identity';
import type { ShopOfRun } from './shop-of-run';
import { openShop } from './shop-of-run';

/** Which outputs a command asks of the main job; metrics.json and run.json are always written. */
export interface WantedOutputs {
  /** clientes_recurrentes.parquet and rechazos.parquet. */
  lines?: boolean;
  /** model_fecha/. */
  model?: boolean;
  /** predicciones_clientes, predicciones_detalle, top_productos and contactar.csv. */
  predictions?: boolean;
  /** reports/index.html, and clientes.html where there are predictions too. */
  report?: boolean;
}

export interface MainJobResult {
  metrics: Metrics;
  /** The figures that decide, for programs to build on. */
  summary: RunSummary;
  /** Seconds by stage. */
  timings: Record<string, number>;
}

/** From purchase lines to everything: reads, cleans, trains, chooses, judges, predicts and publishes as one. */
export async function runMainJob(asked: JobContext, command: string, wanted: WantedOutputs): Promise<MainJobResult> {
  const context = await asCleaned(asked);
  const { output, reports } = context.settings;
  return withPublication(context, output, (publication) => {
    if (!wanted.report || reports === undefined)
      return runStages(context, { command, wanted, publication, elsewhere: null });
    // Reports asked for elsewhere are a publication of their own; opened now, so that a bad path fails before the work.
    return withPublication(context, reports, (elsewhere) =>
      runStages(context, { command, wanted, publication, elsewhere }),
    );
  });
}

interface JobTargets {
  command: string;
  wanted: WantedOutputs;
  publication: Publication;
  /** Where the report goes instead of into the output. */
  elsewhere: Publication | null;
}

async function runStages(context: ReadingContext, targets: JobTargets): Promise<MainJobResult> {
  const clock = new StageClock();
  const lists = await readProductLists(context);
  const data = await clock.time('etl', () => loadData(context));
  data.inputs.push(...lists.inputs);
  try {
    const history = historyOn(data.etl.shop, context.settings.recurrence, data.asOf);
    const shop = await clock.time('features', () => openShop(context, data, { history, lists }));
    const training = await clock.time('train', () => trainModels(context, data, shop));
    context.progress.stage('predicting');
    const metrics = await clock.time('predict', () => predictAndJudge(context, data, shop, training));
    context.progress.stage('writing');
    await publish(targets, { data, training, metrics, clock, settings: context.settings });
    context.progress.done();
    return { metrics, summary: summaryOf(metrics), timings: clock.seconds };
  } finally {
    await data.engine.close();
  }
}

interface JobResults {
  data: LoadedData;
  training: Training;
  metrics: Metrics;
  clock: StageClock;
  settings: Settings;
}

async function publish(targets: JobTargets, results: JobResults): Promise<void> {
  const { command, wanted, publication, elsewhere } = targets;
  const { metrics, clock } = results;
  const rows = await clock.time('write', () => writeOutputs({ ...results, wanted, publication }));
  if (wanted.report) await clock.time('report', () => writeReports(targets, results));
  const { id, seed, backend, settings } = metrics.run;
  const facts = { command, id, ...programFacts(), backend, seed, settings, inputs: results.data.inputs };
  await publication.publish({ ...facts, timings: clock.seconds, rows });
  await elsewhere?.publish({ ...facts, command: 'report' });
}

async function writeReports({ wanted, publication, elsewhere }: JobTargets, results: JobResults): Promise<void> {
  const { metrics, settings, data } = results;
  const [target, folder] = elsewhere === null ? [publication, 'reports/'] : [elsewhere, ''];
  const customers = settings.customers && wanted.predictions === true;
  await writeOutput(target, `${folder}index.html`, reportPage(metrics, { customers }));
  if (!customers) return;
  const { run, prediction } = metrics;
  const facts = { asOf: prediction.asOf, run: run.id, top: settings.top, total: prediction.customers, report: true };
  await writeCustomersPage(data.engine.local, target, folder + CUSTOMERS_PAGE, facts);
}

async function writeOutput(publication: Publication, name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(publication.pathFor(name), content);
  await publication.seal(name);
}

async function trainModels(
  { settings, progress }: JobContext,
  { engine, firstDay, asOf }: LoadedData,
  { history, baskets, excluded }: ShopOfRun,
): Promise<Training> {
  const { train } = require('../training/train') as typeof import('../training/train');
  progress.stage('training');
  const { horizon, top, seed } = settings;
  const training = await train(engine, baskets.sample, {
    history,
    firstDay,
    asOf,
    horizon,
    top,
    seed,
    excluded,
    threads: settings.threads,
    onStep: ({ model, ...place }) => progress.at({ ...place, name: model.replace('-', ' ') }),
  });
  const { missing } = training.nextPurchase;
  if (missing !== null) progress.note(`nothing was trained: ${missingInWords(missing)}; the safest rule predicts`);
  return training;
}

async function predictAndJudge(
  context: JobContext,
  data: LoadedData,
  shop: ShopOfRun,
  training: Training,
): Promise<Metrics> {
  const { settings } = context;
  const { engine, etl, inputs, firstDay, asOf } = data;
  const prediction = await predictShop(context, data, shop, training.model);
  const published = publishedSettings(settings);
  const { version } = programFacts();
  return metricsSchema.parse({
    schema: 'recompra/metrics',
    version: METRICS_VERSION,
    run: {
      id: runId(version, inputs, published, settings.seed),
      version,
      seed: settings.seed,
      backend: training.backend,
      inputs: namedApart(inputs),
      settings: published,
      firstDay: isoDay(firstDay),
      lastDay: etl.lastDay,
      asOf: isoDay(asOf),
    },
    etl: await etlMetrics(engine, settings, etl),
    ...(isDrawn(training.samples) ? { samples: training.samples } : {}),
    nextPurchase: training.nextPurchase,
    topProducts: training.topProducts,
    prediction,
  });
}

interface WriteOptions {
  data: LoadedData;
  training: Training;
  metrics: Metrics;
  wanted: WantedOutputs;
  settings: Settings;
  publication: Publication;
}

/** Writes the wanted files into the publication; returns the rows of each table. */
async function writeOutputs(options: WriteOptions): Promise<Record<string, number>> {
  const { data, metrics, settings, wanted, publication } = options;
  const rows = {
    ...(wanted.lines ? await writeLines(data, settings, publication) : {}),
    ...(wanted.predictions
      ? await writePredictions(data.engine.local, publication, {
          formats: ['parquet', settings.format],
          top: settings.top,
        })
      : {}),
  };
  if (wanted.model) await writeModel(options);
  await writeOutput(publication, 'metrics.json', `${JSON.stringify(metrics, null, 2)}\n`);
  return rows;
}

async function writeModel({ training, data, settings, publication }: WriteOptions): Promise<void> {
  const { model, history } = training;
  const { packModel } = require('../models/folder/model-folder') as typeof import('../models/folder/model-folder');
  const { historyToParquet, HISTORY_FILE } =
    require('../training/training-history') as typeof import('../training/training-history');
  const extra = new Map([[READING_FILE, packReading(readingOf(settings), data.asOf - data.firstDay + 1)]]);
  if (history.length > 0) extra.set(HISTORY_FILE, await historyToParquet(history));
  for (const [name, bytes] of await packModel(model, extra)) {
    await writeOutput(publication, `model_fecha/${name}`, bytes);
  }
}
