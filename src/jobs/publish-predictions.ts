import { programFacts } from '../config/program';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import type { RunOutput } from '../publication/manifest/run-manifest';
import type { Publication } from '../publication/publication';
import { askedHistory, readAskedCustomers } from './asked-customers';
import type { JobContext } from './job-context';
import type { LoadedData } from './load-data';
import type { LoadedModel } from './load-model';
import { loadModel } from './load-model';
import { writePredictions } from './prediction-files';
import type { ProductLists } from './product-lists';
import { applyProductLists, readProductLists } from './product-lists';
import { withData, withPublication } from './publication-scope';
import { publishedSettings, runId } from './run-identity';

export interface PublishedPredictions {
  /** The same version, input bytes, settings, customers asked for and bytes of the model have the same id. */
  id: string;
  prediction: PredictionMetrics;
  /** What the ETL counted on the way. */
  lines: LoadedData['etl'];
  /** Rows by file name. */
  rows: Record<string, number>;
  outputs: RunOutput[];
}

/**
 * Purchase lines of the settings' input and a saved model to predictions in their output, of all recurrent customers or
 * of those that the settings name.
 */
export async function publishPredictions(context: JobContext): Promise<PublishedPredictions> {
  const customers = await readAskedCustomers(context);
  const lists = await readProductLists(context);
  const model = await loadModel(context);
  return withPublication(context, context.settings.output, (publication) =>
    withData(context, (data) => predictAndPublish(context, data, { model, publication, customers, lists })),
  );
}

interface PredictionJob {
  model: LoadedModel;
  publication: Publication;
  /** Null means all recurrent ones. */
  customers: readonly string[] | null;
  lists: ProductLists;
}

async function predictAndPublish(
  context: JobContext,
  data: LoadedData,
  { model, publication, customers, lists }: PredictionJob,
): Promise<PublishedPredictions> {
  const { settings, progress } = context;
  progress.stage('predicting');
  const prediction = await predictTables(context, data, { model, customers, lists });
  const tables = ['predicciones_clientes', 'top_productos', ...(settings.detail ? ['predicciones_detalle'] : [])];
  const names = tables.map((table) => `${table}.parquet`);
  const rows = await writePredictions(data.engine, settings, publication, names);
  progress.stage('publishing');
  const program = programFacts();
  const inputs = [...data.inputs, ...lists.inputs];
  const published = publishedSettings(settings);
  const asked = { model: model.sha256, customers, format: settings.format, detail: settings.detail };
  const id = runId(program.version, inputs, { ...published, ...asked }, model.trained.seed);
  const facts = { command: 'predict', id, ...program, asOf: prediction.asOf, settings: published, inputs };
  const outputs = await publication.publish({ ...facts, rows });
  progress.done();
  return { id, prediction, lines: data.etl, rows, outputs };
}

async function predictTables(
  { settings, progress }: JobContext,
  { engine, etl, asOf }: LoadedData,
  { model: { trained }, customers, lists }: Omit<PredictionJob, 'publication'>,
): Promise<PredictionMetrics> {
  const { historyOn } = require('../tables/shop') as typeof import('../tables/shop');
  const { loadBasketHistory } =
    require('../products/baskets/basket-history') as typeof import('../products/baskets/basket-history');
  const tables = require('../predict/prediction-tables') as typeof import('../predict/prediction-tables');
  const all = historyOn(etl.shop, trained.rule, asOf);
  await engine.tables.keep(all.customers);
  await engine.tables.keep(all.days);
  const { baskets, excluded } = applyProductLists(await loadBasketHistory(engine, all), lists, progress);
  const shop = { ...etl.shop, ...all };
  const history = customers === null ? all : await askedHistory(engine, shop, { asked: customers, asOf }, progress);
  return tables.predict(engine, trained, baskets, { history, asOf, top: settings.top, excluded });
}
