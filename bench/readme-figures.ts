/** Writes the figures of bench/results into the README, between its markers. `npm run readme`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const README = join(ROOT, 'README.md');

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
    models: { name: string; chosen: boolean; train: DateErrors; test: DateErrors }[];
    paired: { model: string; against: string; difference: { value: number; low: number; high: number } }[];
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

/** The README with every figure block drawn anew from the result files. */
export function withFigures(readme: string): string {
  const job = JSON.parse(readFileSync(join(ROOT, 'bench/results/main-job.json'), 'utf8')) as MainJobResult;
  const blocks: Record<string, string> = {
    sample: tables(job.sample),
    journey: tables(job.completeJourney),
    cost: costs(job),
  };
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const pattern = new RegExp(`(<!-- figures:${name} -->\\n)[\\s\\S]*?(<!-- end -->)`);
    return text.replace(pattern, (_, begin: string, end: string) => `${begin}${block}\n${end}`);
  }, readme);
}

function tables({ nextPurchase, topProducts }: RunResult): string {
  const dates = nextPurchase.models.map(({ name, chosen, train, test }) =>
    row([
      bold(name, chosen),
      fixed(train.mae),
      fixed(test.mae),
      fixed(test.rmse),
      fixed(test.r2),
      percent(test.within3),
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
    row(['model', 'MAE train', 'MAE test', 'RMSE test', 'R² test', 'within ±3 days']),
    '| --- | --- | --- | --- | --- | --- |',
    ...dates,
    '',
    ...nextPurchase.paired
      .filter(({ model }) => model === nextPurchase.chosen)
      .map(
        ({ model, against, difference: { value, low, high } }) =>
          `- ${model} − ${against}: ${signed(value)} days [${signed(low)}, ${signed(high)}]`,
      ),
    '',
    row(['products', `Hit@${topProducts.top} (hits / cases)`, 'recall@10', 'nDCG@10']),
    '| --- | --- | --- | --- |',
    ...products,
  ].join('\n');
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
    ...(etl === null ? [] : ['', etl]),
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

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function bold(name: string, chosen: boolean): string {
  return chosen ? `**${name}** (chosen)` : name;
}

function fixed(value: number | null, digits = 2): string {
  return value === null ? '–' : value.toFixed(digits).replace('-', '−');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

if (require.main === module) writeFileSync(README, withFigures(readFileSync(README, 'utf8')));
