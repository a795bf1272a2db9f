import { withoutSlash } from '../../config/slashes';
import type { CommandDefinition } from '../frame/command';
import { DATA_OPTIONS } from '../frame/options';
import { counted } from '../printing/figures';

/** The very feature rows and answers that training and evaluation use, for other people's models. */
export const features: CommandDefinition = {
  name: 'features',
  summary: 'feature rows and answers by customer and origin: features.parquet',
  options: [...DATA_OPTIONS, 'horizon'],
  required: ['input', 'output'],
  examples: ['recompra features --input data.csv --output features'],
  async run(context) {
    const { FEATURES_FILE, publishFeatures } =
      require('../../jobs/export-features') as typeof import('../../jobs/export-features');
    const rows = await publishFeatures(context);
    const path = `${withoutSlash(context.settings.output)}/${FEATURES_FILE}`;
    return { lines: [`${counted(rows, 'row')} in ${path}`], json: { path, rows } };
  },
};
