import { withoutSlash } from '../../config/slashes';
import type { CommandDefinition } from '../frame/command';
import { TRAINING_OPTIONS } from '../frame/options';
import { runSummary } from '../printing/run-summary';

/** Fits and chooses the models and keeps them. */
export const train: CommandDefinition = {
  name: 'train',
  summary: 'purchase lines to a trained model (model_fecha/) and its figures',
  options: TRAINING_OPTIONS,
  required: ['input', 'output'],
  examples: ['recompra train --input data.csv --output model --as-of 2017-11-30'],
  async run(context) {
    const { runMainJob } = require('../../jobs/run-everything') as typeof import('../../jobs/run-everything');
    const { metrics, summary, timings } = await runMainJob(context, 'train', { model: true });
    const model = `${withoutSlash(context.settings.output)}/model_fecha`;
    return {
      lines: [...runSummary(metrics), '', `model in ${model}`],
      json: { ...summary, model, timings },
    };
  },
};
