import { EXIT_CODES, RecompraError } from '../../config/errors';
import type { Settings } from '../../config/settings';
import type { CommandContext, CommandDefinition, CommandResult } from '../frame/command';
import { type OptionDefinition, S3_OPTIONS } from '../frame/options';
import { comparisonSummary } from '../printing/comparison-summary';

const COMPARE: OptionDefinition = {
  flags: '--compare <run...>',
  description: 'figures of these runs (folders or prefixes) side by side: is the newest better?',
  group: 'Files:',
};

const GATE: OptionDefinition = {
  flags: '--gate',
  description: 'with --compare: exit with 5 where the newest run is worse',
  group: 'Files:',
};

/** Draws the report of a finished run again, from its metrics.json alone, or runs side by side. */
export const report: CommandDefinition = {
  name: 'report',
  summary: 'metrics.json of a run to reports/index.html, or of several side by side',
  options: ['input', 'output', 'reports', 'config', COMPARE, GATE, ...S3_OPTIONS],
  required: ['input'],
  unless: 'compare',
  examples: [
    'recompra report --input out                    # into out/reports, listed in out/run.json',
    'recompra report --input s3://bucket/out --output here',
    'recompra report --compare march april --output compared   # is this month better than last?',
  ],
  async run(context) {
    const compared = context.flags['compare'];
    if (Array.isArray(compared)) return compare(context, compared as string[]);
    if (context.flags['gate'] === true) {
      throw new RecompraError('usage', '--gate without --compare: there is nothing to be worse than', {
        remedy: 'name the runs with --compare, or leave out --gate',
      });
    }
    const { drawReport } = require('../../jobs/draw-report') as typeof import('../../jobs/draw-report');
    const { path, run } = await drawReport(context);
    return { lines: [path], json: { report: path, run } };
  },
};

/** The runs named, and that of --input where it is typed too. */
async function compare(context: CommandContext, named: readonly string[]): Promise<CommandResult> {
  const { compareFinishedRuns } = require('../../jobs/compare-runs') as typeof import('../../jobs/compare-runs');
  const settings = withTypedPlaces(context);
  const sources = settings.input === undefined ? named : [...named, settings.input];
  const { runs, steps, page } = await compareFinishedRuns({ ...context, settings }, sources);
  const failed = context.flags['gate'] === true && steps.at(-1)!.status === 'bad';
  return {
    lines: [...comparisonSummary(runs, steps), page ?? 'add --output or --reports for the page of it'],
    json: { runs: runs.map(({ run }) => ({ id: run.id, asOf: run.asOf })), steps, page },
    ...(failed ? { exitCode: EXIT_CODES.quality } : {}),
  };
}

/** Places of a config file or of the environment are those of runs: lines to read, and a folder that holds another run. */
function withTypedPlaces({ settings, flags }: CommandContext): Settings {
  const { input, output, reports, ...others } = settings;
  const typed = Object.entries({ input, output, reports }).filter(([name]) => flags[name] !== undefined);
  return { ...others, ...Object.fromEntries(typed) };
}
