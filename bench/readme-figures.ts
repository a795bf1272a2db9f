/** Writes the figures of bench/results into the pages that show them, between their markers. `npm run readme`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { costTable } from './cost-table';
import type { LambdaResult } from './lambda/readme-figures';
import { lambdaFigures } from './lambda/readme-figures';
import type { DatePair } from './readme-format';
import { bold, bounded, count, fixed, percent, row } from './readme-format';
import { peerTables } from './readme-peers';
import { productTables } from './readme-products';
import { shortHistoryHeadlines, shortHistoryTables } from './readme-short-history';
import type { ScaleResult } from './scale/scale-result';
import { scaleTable } from './scale/scale-result';
import type { SparkResult } from './spark/readme-figures';
import { sparkFigures } from './spark/readme-figures';

const ROOT = resolve(__dirname, '..');
/** The pages, from the root. */
export const PAGES = ['README.md', 'bench/README.md', 'docs/aws.md'];

interface DateErrors {
  mae: number;
  rmse: number;
  r2: number | null;
  within3: number;
  rows: number;
  customers: number;
}

interface RunResult {
  wallSeconds: number;
  peakMiB: number;
  lines: number;
  customers: number;
  recurrentCustomers: number;
  nextPurchase: {
    chosen: string;
    models: {
      name: string;
      chosen: boolean;
      train: DateErrors;
      test: DateErrors;
      concordance: number | null;
      probabilities: { crps: { value: number }; ibs: number | null };
      interval: { coverage: { value: number }; meanWidth: number } | null;
    }[];
    paired: DatePair[];
  };
  topProducts: {
    top: number;
    methods: { name: string; chosen: boolean; hits: number; cases: number; recall: number[]; ndcg: number[] }[];
  };
}

interface MainJobResult {
  machine: { cores: number; memoryGiB: number; node: string };
  sample: RunResult;
  completeJourney: RunResult;
}

/** A page with every figure block drawn anew from the result files. */
export function withFigures(page: string): string {
  const job = JSON.parse(readFileSync(join(ROOT, 'bench/results/main-job.json'), 'utf8')) as MainJobResult;
  const lambda = JSON.parse(readFileSync(join(ROOT, 'bench/results/lambda.json'), 'utf8')) as LambdaResult;
  const spark = JSON.parse(readFileSync(join(ROOT, 'bench/results/spark.json'), 'utf8')) as SparkResult;
  const blocks: Record<string, string> = {
    headline: headline(job),
    sample: tables(job.sample),
    journey: tables(job.completeJourney),
    peers: peerTables(),
    products: productTables(),
    'short-history': shortHistoryTables(),
    cost: costs(job),
    bench: costTable(),
    scale: scaleTable(JSON.parse(readFileSync(join(ROOT, 'bench/results/scale.json'), 'utf8')) as ScaleResult),
    lambda: lambdaFigures(lambda),
    spark: sparkFigures(spark),
  };
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const pattern = new RegExp(`(<!-- figures:${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
    return text.replace(pattern, (_, begin: string, end: string) => `${begin}${block}\n${end}`);
  }, page);
}

/** One table for whoever asks how good it is and what it costs. */
function headline(job: MainJobResult): string {
  const runs = [
    ['embedded sample, a year', job.sample],
    ['The Complete Journey, a year', job.completeJourney],
  ] as const;
  return [
    row([
      'data',
      'date: error in days, of a hazard table',
      'of the mean gap',
      '80 % interval holds',
      'Hit@3, of the most bought',
      'time, memory',
    ]),
    '| --- | --- | --- | --- | --- | --- |',
    ...runs.map(([name, run]) => headlineRow(name, run)),
    ...shortHistoryHeadlines(),
  ].join('\n');
}

function headlineRow(name: string, { nextPurchase, topProducts, wallSeconds, peakMiB }: RunResult): string {
  const model = (wanted: string) => nextPurchase.models.find((one) => one.name === wanted)!;
  const chosen = model(nextPurchase.chosen);
  const hit = (method: { hits: number; cases: number } | undefined) => percent(method!.hits / method!.cases);
  return row([
    name,
    `${fixed(chosen.test.mae)}, ${fixed(model('hazard-table').test.mae)}`,
    fixed(model('mean-gap').test.mae),
    percent(chosen.interval!.coverage.value),
    `${hit(topProducts.methods.find((one) => one.chosen))}, ${hit(topProducts.methods.find((one) => one.name === 'P-TopFreq'))}`,
    `${Math.round(wallSeconds)} s, ${Math.round(peakMiB)} MiB`,
  ]);
}

function tables({ nextPurchase, topProducts }: RunResult): string {
  const dates = nextPurchase.models.map(({ name, chosen, train, test, concordance, probabilities, interval }) =>
    row([
      bold(name, chosen),
      fixed(train.mae),
      fixed(test.mae),
      fixed(test.r2),
      percent(test.within3),
      fixed(concordance, 3),
      fixed(probabilities.crps.value),
      fixed(probabilities.ibs, 4),
      interval === null ? '–' : `${percent(interval.coverage.value)}, ${fixed(interval.meanWidth, 1)}`,
    ]),
  );
  const products = topProducts.methods.map(({ name, chosen, hits, cases, recall, ndcg }) =>
    row([
      bold(name, chosen),
      `${percent(hits / cases)} (${hits} / ${cases})`,
      fixed(recall[9]!, 3),
      fixed(ndcg[9]!, 3),
    ]),
  );
  const { rows, customers } = nextPurchase.models[0]!.test;
  return [
    `Next purchase date, ${count(rows)} test rows of ${count(customers)} customers (days, restricted to the horizon):`,
    '',
    row([
      'model',
      'MAE train',
      'MAE test',
      'R²',
      'within ±3 days',
      'concordance',
      'CRPS',
      'IBS',
      '80 % interval: coverage, days',
    ]),
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...dates,
    '',
    ...pairLines(nextPurchase.paired, nextPurchase.chosen),
    '',
    row(['products', `Hit@${topProducts.top} (hits / cases)`, 'recall@10', 'nDCG@10']),
    '| --- | --- | --- | --- |',
    ...products,
  ].join('\n');
}

/** The rules to beat, and the strongest that give dates alone. */
const OPPONENTS = ['global-hazard', 'beta-geometric', 'hazard-table', 'gradient-boosting'];

/** Ratios of the chosen model's mean absolute error and CRPS to the opponents', with their intervals by customer. */
function pairLines(paired: readonly DatePair[], chosen: string): string[] {
  return OPPONENTS.filter((name) => name !== chosen).map((against) => {
    const scores = ['mae', 'crps'].flatMap((metric) => {
      const found = paired.find((pair) => pair.model === chosen && pair.against === against && pair.metric === metric);
      return found?.ratio ? [`${metric.toUpperCase()} ${bounded(found.ratio)}`] : [];
    });
    return `- ${chosen} ÷ ${against}: ${scores.join(', ')}`;
  });
}

function costs({ machine, sample, completeJourney }: MainJobResult): string {
  const line = (name: string, { lines, customers, wallSeconds, peakMiB }: RunResult) =>
    row([name, count(lines), count(customers), `${Math.round(wallSeconds)} s`, `${Math.round(peakMiB)} MiB`]);
  const etl = etlLine();
  return [
    `On ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}:`,
    '',
    row(['main job', 'lines', 'customers', 'time', 'peak memory']),
    '| --- | --- | --- | --- | --- |',
    line('embedded sample', sample),
    line('The Complete Journey', completeJourney),
    ...[etl, s3Line()].flatMap((text) => (text === null ? [] : ['', text])),
  ].join('\n');
}

/** The ETL beside pandas, where that bench has been run. */
function etlLine(): string | null {
  const path = join(ROOT, 'bench/results/etl.json');
  if (!existsSync(path)) return null;
  const { lines, recompra, pandas, ratio } = JSON.parse(readFileSync(path, 'utf8')) as {
    lines: number;
    recompra: { wallSeconds: number; peakMiB: number };
    pandas: { wallSeconds: number; peakMiB: number };
    ratio: { wall: number; memory: number };
  };
  const figures = ({ wallSeconds, peakMiB }: { wallSeconds: number; peakMiB: number }) =>
    `${wallSeconds.toFixed(1)} s and ${Math.round(peakMiB)} MiB`;
  return `ETL of ${count(lines)} lines, CSV to Parquet: ${figures(recompra)}, pandas ${figures(pandas)} (time ratio ${ratio.wall.toFixed(2)}, memory ratio ${ratio.memory.toFixed(2)}).`;
}

/** From S3 to S3, where that bench has been run. */
function s3Line(): string | null {
  const path = join(ROOT, 'bench/results/s3.json');
  if (!existsSync(path)) return null;
  const { lines, wallSeconds, ratio, growth } = JSON.parse(readFileSync(path, 'utf8')) as {
    lines: number;
    wallSeconds: { s3: number; local: number; python: number };
    ratio: { s3ToLocal: number; pythonToS3: number };
    growth: {
      sizes: { lines: number; peakMiB: number; spoolMiB: number }[];
      extrapolated: { lines: number; peakMiB: number; spoolMiB: number };
    };
  };
  const peaks = [...growth.sizes, growth.extrapolated].map(
    ({ lines: size, peakMiB, spoolMiB }) =>
      `${count(Math.round(size / 1e6))} M lines ${count(Math.round(peakMiB))} MiB and ${count(Math.round(spoolMiB))} MiB`,
  );
  return `From S3 to S3 (moto on the same machine) ${count(lines)} lines take ${wallSeconds.s3.toFixed(1)} s: ${ratio.s3ToLocal.toFixed(2)} times the ${wallSeconds.local.toFixed(1)} s on local files; boto3 and pandas take ${wallSeconds.python.toFixed(1)} s, ${ratio.pythonToS3.toFixed(2)} times as long. Peak memory and spool under \`--memory 512MB\`: ${peaks.join('; ')} (the last by the straight line through the others).`;
}

if (require.main === module) {
  for (const page of PAGES) writeFileSync(join(ROOT, page), withFigures(readFileSync(join(ROOT, page), 'utf8')));
}
