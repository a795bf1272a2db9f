import { withoutSlash } from '../../config/slashes';
import type { CommandDefinition } from '../frame/command';
import { DATA_OPTIONS, PRODUCT_OPTIONS } from '../frame/options';
import { absent, expectedBuyers } from '../printing/run-summary';

/** Predictions on new purchase lines from a saved model alone. */
export const predict: CommandDefinition = {
  name: 'predict',
  summary: 'new purchase lines and a saved model to predictions',
  options: [
    ...DATA_OPTIONS,
    'model',
    'customer',
    'customersFile',
    ...PRODUCT_OPTIONS,
    'format',
    'detail',
    'reports',
    'noCustomers',
  ],
  required: ['input', 'output'],
  examples: [
    'recompra predict --input new.csv --model out/model_fecha --output today',
    'recompra predict --input new.csv --model out/model_fecha --output today --detail --format csv --customer 6cba0c',
  ],
  async run(context) {
    const { writeCustomersPage } = require('../../jobs/customers-page') as typeof import('../../jobs/customers-page');
    const { publishPredictions } =
      require('../../jobs/publish-predictions') as typeof import('../../jobs/publish-predictions');
    const { settings } = context;
    const { prediction, rows, page } = await publishPredictions(context, writeCustomersPage);
    const lines = [
      `${prediction.customers} recurrent customers on ${prediction.asOf}: ${expectedBuyers(prediction)}; ${absent(prediction)}`,
      ...Object.entries(rows).map(([name, n]) => `${withoutSlash(settings.output)}/${name}   ${n} rows`),
      ...(page === null ? [] : [page]),
    ];
    return { lines, json: { prediction, rows, ...(page === null ? {} : { page }) } };
  },
};
