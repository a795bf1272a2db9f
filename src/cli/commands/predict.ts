import { text } from 'node:stream/consumers';
import { withoutSlash } from '../../config/slashes';
import type { CommandContext, CommandDefinition, CommandResult } from '../frame/command';
import { DATA_OPTIONS, PRODUCT_OPTIONS } from '../frame/options';
import { counted } from '../printing/figures';
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
    {
      flags: '--bucket <folder>',
      description: 'score the buckets named on stdin, of a folder or prefix that a run on Spark wrote (docs/scale.md)',
      group: 'Machine and S3:',
    },
  ],
  required: ['input', 'output'],
  unless: 'bucket',
  examples: [
    'recompra predict --input new.csv --model out/model_fecha --output today',
    'recompra predict --input new.csv --model out/model_fecha --output today --detail --format csv --customer 6cba0c',
  ],
  async run(context) {
    const { bucket } = context.flags;
    if (typeof bucket === 'string') return scoreFolder(context, bucket);
    const { writeCustomersPage } = require('../../jobs/customers-page') as typeof import('../../jobs/customers-page');
    const { publishPredictions } =
      require('../../jobs/publish-predictions') as typeof import('../../jobs/publish-predictions');
    const { settings } = context;
    const { prediction, rows, page } = await publishPredictions(context, writeCustomersPage);
    const lines = [
      `${counted(prediction.customers, 'recurrent customer')} on ${prediction.asOf}: ${expectedBuyers(prediction)}; ${absent(prediction)}`,
      ...Object.entries(rows).map(([name, n]) => `${withoutSlash(settings.output)}/${name}   ${counted(n, 'row')}`),
      ...(page === null ? [] : [page]),
    ];
    return { lines, json: { prediction, rows, ...(page === null ? {} : { page }) } };
  },
};

/** One of the processes that predict a shop bucket by bucket: it is told which on stdin, a number a line. */
async function scoreFolder(context: CommandContext, folder: string): Promise<CommandResult> {
  const { scoreBuckets } =
    require('../../jobs/scoring/score-buckets') as typeof import('../../jobs/scoring/score-buckets');
  const named = await text(process.stdin);
  const scored = await scoreBuckets(context, folder, named.split(/\s+/).filter(Boolean).map(Number));
  return {
    lines: scored.map(({ bucket, customers }) => `bucket ${bucket}: ${counted(customers, 'customer')}`),
    json: { scored },
  };
}
