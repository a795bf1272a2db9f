import { programFacts } from '../config/program';
import { withoutSlash } from '../config/slashes';
import type { PredictionMetrics } from '../evaluation/metrics-schema';
import { CUSTOMERS_PAGE } from '../publication/manifest/output-names';
import type { RunOutput } from '../publication/manifest/run-manifest';
import type { Publication } from '../publication/publication';
import { historyOn } from '../tables/shop';
import { askedHistory, readAskedCustomers } from './asked-customers';
import type { JobContext } from './context/job-context';
import type { WriteCustomersPage } from './customers-page';
import { asCleaned } from './lines/lake-settings';
import type { LoadedData } from './lines/load-data';
import type { LoadedModel } from './load-model';
import { loadModel } from './load-model';
import { shortHistoryWarning } from './model-reading';
import { predictShop } from './predict-shop';
import { writePredictions } from './prediction-files';
import type { ProductLists } from './product-lists';
import { readProductLists } from './product-lists';
import { withData, withPublication } from './publication-scope';
import { publishedSettings, runId } from './run-identity';
import { openShop } from './shop-of-run';

export interface PublishedPredictions {
  /** The same version, input bytes, settings, customers asked for and bytes of the model have the same id. */
  id: string;
  prediction: PredictionMetrics;
  /** What the ETL counted on the way. */
  lines: LoadedData['etl'];
  /** Rows by file name. */
  rows: Record<string, number>;
  outputs: RunOutput[];
  /** Where the page of customers is; null where none was asked for. */
  page: string | null;
}

/**
 * Purchase lines of the settings' input and a saved model to predictions in their output, of all recurrent customers or
 * of those that the settings name.
 *
 * @param writePage writes the page of customers, where the settings ask for one; not given, there is none
 */
export async function publishPredictions(
  asked: JobContext,
  writePage: WriteCustomersPage | null = null,
): Promise<PublishedPredictions> {
  const context = await asCleaned(asked);
  const customers = await readAskedCustomers(context);
  const lists = await readProductLists(context);
  const model = await loadModel(context);
  const { output, reports, customers: wanted } = context.settings;
  const write = wanted ? writePage : null;
  return withPublication(context, output, (publication) => {
    const work = (elsewhere: Publication | null) =>
      withData(context, (data) =>
        predictAndPublish(context, data, { model, publication, elsewhere, write, customers, lists }),
      );
    return write === null || reports === undefined ? work(null) : withPublication(context, reports, work);
  });
}

interface PredictionJob {
  model: LoadedModel;
  publication: Publication;
  /** Where the page of customers goes instead of into the output. */
  elsewhere: Publication | null;
  write: WriteCustomersPage | null;
  /** Null means all recurrent ones. */
  customers: readonly string[] | null;
  lists: ProductLists;
}

async function predictAndPublish(
  context: JobContext,
  data: LoadedData,
  job: PredictionJob,
): Promise<PublishedPredictions> {
  const { model, publication, customers, lists } = job;
  const { settings, progress } = context;
  const short = shortHistoryWarning(model.historyDays, data.asOf - data.firstDay + 1);
  if (short !== null) progress.warn(short, short);
  progress.stage('predicting');
  const prediction = await predictTables(context, data, job);
  const tables = ['predicciones_clientes', 'top_productos', ...(settings.detail ? ['predicciones_detalle'] : [])];
  const names = tables.map((table) => `${table}.parquet`);
  const rows = await writePredictions(data.engine.local, publication, {
    formats: [settings.format],
    top: settings.top,
    names,
  });
  progress.stage('publishing');
  const program = programFacts();
  const inputs = [...data.inputs, ...lists.inputs];
  const published = publishedSettings(settings);
  const asked = { model: model.sha256, customers, format: settings.format, detail: settings.detail };
  const id = runId(program.version, inputs, { ...published, ...asked }, model.trained.seed);
  const facts = { command: 'predict', id, ...program, asOf: prediction.asOf, settings: published, inputs };
  const page = await writePageOf(data, job, { id, prediction, top: settings.top });
  const outputs = await publication.publish({ ...facts, rows });
  await job.elsewhere?.publish(facts);
  progress.done();
  return { id, prediction, lines: data.etl, rows, outputs, page };
}

/** Writes the page of customers where there is to be one; gives its path or address. */
async function writePageOf(
  { engine }: LoadedData,
  { write, publication, elsewhere }: PredictionJob,
  { id, prediction, top }: { id: string; prediction: PredictionMetrics; top: number },
): Promise<string | null> {
  if (write === null) return null;
  const target = elsewhere ?? publication;
  const name = elsewhere === null ? `reports/${CUSTOMERS_PAGE}` : CUSTOMERS_PAGE;
  const { asOf, customers: total } = prediction;
  await write(engine.local, target, name, { asOf, run: id, top, total, report: false });
  return `${withoutSlash(target.target)}/${name}`;
}

async function predictTables(
  context: JobContext,
  data: LoadedData,
  { model: { trained }, customers, lists }: Pick<PredictionJob, 'model' | 'customers' | 'lists'>,
): Promise<PredictionMetrics> {
  const { engine, etl, asOf } = data;
  const all = historyOn(etl.shop, trained.rule, asOf);
  const { baskets, excluded } = await openShop(context, data, { history: all, lists });
  const shop = { ...etl.shop, ...all };
  const history =
    customers === null ? all : await askedHistory(engine, shop, { asked: customers, asOf }, context.progress);
  return predictShop(context, data, { baskets, excluded, history }, trained);
}
