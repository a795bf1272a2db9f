import { writeFile } from 'node:fs/promises';
import { EXIT_CODES } from '../../config/errors';
import { programFacts } from '../../config/program';
import type { Revision } from '../../evaluation/revision-schema';
import { withPublication } from '../../jobs/publication-scope';
import { reportAssets } from '../../jobs/report-assets';
import { reviewPredictions } from '../../jobs/review-predictions';
import type { CommandContext, CommandDefinition } from '../frame/command';
import { CSV_OPTIONS, ENGINE_OPTIONS, type OptionDefinition, type OptionName, S3_OPTIONS } from '../frame/options';
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
    const revision = await publishRevision(context);
    const failed = context.flags['gate'] === true && revision.verdict.outcome === 'worse';
    const output = context.settings.output.replace(/\/+$/, '');
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

/** revision.json and the page drawn from it, and run.json last. */
function publishRevision(context: CommandContext): Promise<Revision> {
  const { settings } = context;
  return withPublication(context, settings.output, async (publication) => {
    const revision = await reviewPredictions(context, settings.predictions ?? []);
    await writeFile(publication.pathFor('revision.json'), `${JSON.stringify(revision, null, 2)}\n`);
    await publication.seal('revision.json');
    const { renderRevision } =
      require('../../report/revision/render-revision') as typeof import('../../report/revision/render-revision');
    await writeFile(publication.pathFor('reports/revision.html'), renderRevision(revision, reportAssets()));
    await publication.seal('reports/revision.html');
    const { id, inputs, seed } = revision.run;
    await publication.publish({ command: 'review', id, ...programFacts(), seed, asOf: revision.lines.until, inputs });
    return revision;
  });
}
