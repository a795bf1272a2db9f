import type { CommandDefinition } from '../frame/command';
import { S3_OPTIONS } from '../frame/options';

/** Draws the report of a finished run again, from its metrics.json alone. */
export const report: CommandDefinition = {
  name: 'report',
  summary: 'metrics.json of a run to reports/index.html',
  options: ['input', 'output', 'reports', 'config', ...S3_OPTIONS],
  required: ['input'],
  examples: [
    'recompra report --input out                    # into out/reports, listed in out/run.json',
    'recompra report --input s3://bucket/out --output here',
  ],
  async run(context) {
    const { drawReport } = require('../../jobs/draw-report') as typeof import('../../jobs/draw-report');
    const { path, run } = await drawReport(context);
    return { lines: [path], json: { report: path, run } };
  },
};
