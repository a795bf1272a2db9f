import { withoutSlash } from '../../config/slashes';
import type { CommandDefinition } from '../frame/command';
import { TRAINING_OPTIONS } from '../frame/options';
import { runSummary } from '../printing/run-summary';

/** The main job: everything from purchase lines to predictions and report. */
export const run: CommandDefinition = {
  name: 'run',
  summary: 'purchase lines to predictions, figures, model and report',
  options: [...TRAINING_OPTIONS, 'format', 'reports', 'noCustomers'],
  required: ['input', 'output'],
  examples: [
    'recompra run --input data.csv --output out',
    'recompra run --input s3://bucket/data.csv --output s3://bucket/out --as-of 2017-12-31',
    'recompra run --input lines.csv --output out --recurrence productCount=distinct,minProducts=5',
  ],
  async run(context) {
    const { runMainJob } = require('../../jobs/run-everything') as typeof import('../../jobs/run-everything');
    const { metrics, summary, timings } = await runMainJob(context, 'run', {
      lines: true,
      model: true,
      predictions: true,
      report: true,
    });
    const { output, reports, customers } = context.settings;
    const folder = withoutSlash(output);
    const pages = reports === undefined ? `${folder}/reports` : withoutSlash(reports);
    const report = `${pages}/index.html`;
    const lines = [
      ...runSummary(metrics),
      '',
      'open',
      `  ${report}   the report, in a browser`,
      ...(customers ? [`  ${pages}/clientes.html   who returns when: search, calendar, each customer's story`] : []),
      `  ${folder}/contactar.csv   whom to contact, in due order, for a spreadsheet`,
      `  ${folder}/predicciones_clientes.parquet   who buys when, and what`,
      `  ${folder}/predicciones_detalle.parquet   with intervals, probabilities and reasons`,
      `  ${folder}/metrics.json   all figures`,
      ...(metrics.etl.linesRejected > 0 ? [`  ${folder}/rechazos.parquet   the rejected lines and why`] : []),
    ];
    return { lines, json: { ...summary, output: folder, report, timings } };
  },
};
