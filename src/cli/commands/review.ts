import { EXIT_CODES } from '../../config/errors';
import { withoutSlash } from '../../config/slashes';
import type { CommandDefinition } from '../frame/command';
import {
  CSV_OPTIONS,
  ENGINE_OPTIONS,
  type OptionDefinition,
  type OptionName,
  S3_OPTIONS,
  SPARK_OPTIONS,
} from '../frame/options';
import { revisionSummary } from '../printing/revision-summary';

const GATE: OptionDefinition = {
  flags: '--gate',
  description: 'exit with 5 where the verdict is worse than promised',
  group: 'Rule and prediction:',
};

const OPTIONS: readonly (OptionName | OptionDefinition)[] = [
  'predictions',
  'input',
  'output',
  'config',
  ...CSV_OPTIONS,
  'recurrence',
  'asOf',
  'productMap',
  GATE,
  ...ENGINE_OPTIONS,
  ...SPARK_OPTIONS,
  ...S3_OPTIONS,
];

/** Earlier predictions against what has been bought since: what was promised, what came, and a verdict. */
export const review: CommandDefinition = {
  name: 'review',
  summary: 'earlier predictions and newer purchase lines to what became of them',
  options: OPTIONS,
  required: ['predictions', 'input', 'output'],
  examples: [
    'recompra review --predictions out --input newer.csv --output review',
    "recompra review --predictions week1 --predictions week2 --input 'lines/*.csv' --output review --gate",
  ],
  async run(context) {
    const { publishRevision } = require('../../jobs/publish-revision') as typeof import('../../jobs/publish-revision');
    const revision = await publishRevision(context);
    const failed = context.flags['gate'] === true && revision.verdict.outcome === 'worse';
    const output = withoutSlash(context.settings.output);
    return {
      lines: [
        ...revisionSummary(revision),
        `${output}/reports/revision.html   the review, in a browser`,
        `${output}/revision.json   all figures`,
      ],
      json: revision,
      ...(failed ? { exitCode: EXIT_CODES.quality } : {}),
    };
  },
};
