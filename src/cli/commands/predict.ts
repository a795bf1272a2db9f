import { programFacts } from '../../config/program';
import type { Settings } from '../../config/settings';
import type { TrainedModel } from '../../models/trained-model';
import type { Publication } from '../../storage/publication';
import type { CommandContext, CommandDefinition } from '../command';
import type { LoadedData } from '../load-data';
import { loadModel } from '../load-model';
import { DATA_OPTIONS, PRODUCT_OPTIONS } from '../options';
import { writePredictions } from '../prediction-files';
import type { ProductLists } from '../product-lists';
import { applyProductLists, readProductLists } from '../product-lists';
import { withData, withPublication } from '../scopes';

/** Predictions on new purchase lines from a saved model alone. */
export const predict: CommandDefinition = {
  name: 'predict',
  summary: 'new purchase lines and a saved model to predictions',
  options: [...DATA_OPTIONS, 'model', 'customer', 'customersFile', ...PRODUCT_OPTIONS, 'format', 'detail'],
  required: ['input', 'output'],
  examples: [
    'recompra predict --input new.csv --model out/model_fecha --output today',
    'recompra predict --input new.csv --model out/model_fecha --output today --detail --format csv --customer 6cba0c',
  ],
  async run(context) {
    const customers = await wantedCustomers(context.settings);
    const lists = await readProductLists(context);
    const trained = await loadModel(context);
    const { settings } = context;
    const { prediction, rows } = await withPublication(context, settings.output, (publication) =>
      withData(context, (data) => predictAndPublish(context, data, trained, { publication, customers, lists })),
    );
    const { asOf, dueIn7, overdue } = prediction;
    const lines = [
      `${prediction.customers} recurrent customers on ${asOf}: ${dueIn7} due in 7 days, ${overdue} overdue`,
      ...Object.entries(rows).map(([name, n]) => `${settings.output.replace(/\/+$/, '')}/${name}   ${n} rows`),
    ];
    return { lines, json: { prediction, rows } };
  },
};

interface PredictionJob {
  publication: Publication;
  /** Customers asked for by name; undefined means all. */
  customers: string[] | undefined;
  lists: ProductLists;
}

async function predictAndPublish(
  context: CommandContext,
  data: LoadedData,
  trained: TrainedModel,
  { publication, customers, lists }: PredictionJob,
) {
  const { settings, progress } = context;
  progress.stage('predicting');
  const prediction = await predictTables(context, data, trained, { customers, lists });
  const tables = ['predicciones_clientes', 'top_productos', ...(settings.detail ? ['predicciones_detalle'] : [])];
  const names = tables.map((table) => `${table}.parquet`);
  const rows = await writePredictions(data.engine, settings, publication, names);
  const facts = {
    command: 'predict',
    ...programFacts(),
    asOf: prediction.asOf,
    inputs: [...data.inputs, ...lists.inputs],
  };
  await publication.publish({ ...facts, rows });
  progress.done();
  return { prediction, rows };
}

async function predictTables(
  { settings, progress }: CommandContext,
  { engine, asOf }: LoadedData,
  trained: TrainedModel,
  { customers, lists }: Omit<PredictionJob, 'publication'>,
) {
  const { buildPurchaseDays } =
    require('../../features/purchase-days') as typeof import('../../features/purchase-days');
  const { loadBasketHistory } =
    require('../../products/basket-history') as typeof import('../../products/basket-history');
  const tables = require('../../predict/prediction-tables') as typeof import('../../predict/prediction-tables');
  await buildPurchaseDays(engine, trained.rule, asOf);
  const { baskets, excluded } = applyProductLists(await loadBasketHistory(engine), lists, progress);
  return tables.predict(engine, trained, baskets, { asOf, top: settings.top, customers, excluded });
}

/** Customers named by --customer and in --customers-file; undefined means all. */
async function wantedCustomers({ customer, customersFile }: Settings): Promise<string[] | undefined> {
  if (customer === undefined && customersFile === undefined) return undefined;
  const { readNames } = require('../../storage/name-list') as typeof import('../../storage/name-list');
  return [...(customer ?? []), ...(customersFile === undefined ? [] : await readNames(customersFile))];
}
