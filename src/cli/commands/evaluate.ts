import type { CommandDefinition } from '../frame/command';
import { TRAINING_OPTIONS } from '../frame/options';
import { dateTable, productTable, runSummary } from '../printing/run-summary';

/** How good the models are, every baseline beside them. */
export const evaluate: CommandDefinition = {
  name: 'evaluate',
  summary: 'every model and baseline side by side, by rolling origins: table, metrics.json and report',
  options: [...TRAINING_OPTIONS, 'reports'],
  required: ['input', 'output'],
  examples: ['recompra evaluate --input data.csv --output figures', 'recompra evaluate -i data.csv -o figures --json'],
  async run(context) {
    const { runMainJob } = require('../../jobs/run-everything') as typeof import('../../jobs/run-everything');
    const { metrics, timings } = await runMainJob(context, 'evaluate', { report: true });
    const lines = [...dateTable(metrics), '', ...productTable(metrics), '', ...runSummary(metrics)];
    return { lines, json: { timings, metrics } };
  },
};
