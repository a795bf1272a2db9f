/**
 * How the product does on short histories: public data cut at 60 to 180 days and at two later origins, `recompra run` on
 * the past alone, `recompra review` on the 28 days after it, beside a hazard table and the mean gap on the same files.
 * `npm run bench:short-history -- journey sample ta-feng cdnow PATH`, or single cuts: `-- --only journey:89,journey:2017-12-03`;
 * `--reuse` judges the predictions of the last call again. Figures go to bench/results/short-history.json.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { literal } from '../../src/engine/duckdb/duckdb-quoting';
import { metricsSchema } from '../../src/evaluation/metrics-schema';
import { revisionSchema } from '../../src/evaluation/revision-schema';
import { machine } from '../measure-process';
import type { BenchData } from '../peers/data-sets';
import { benchData } from '../peers/data-sets';
import { cutTable } from '../readme-short-history';
import type { Cut, Wanted } from './cuts';
import { cutsOf, parseWanted } from './cuts';
import type { CutResult } from './judged-cut';
import { judgeCut, poolCuts } from './judged-cut';
import type { ShopLines } from './shop-lines';
import { openShop, purchaseDays, writeCut } from './shop-lines';
import { writeYardsticks } from './yardsticks';

const ROOT = resolve(__dirname, '../..');
const PROGRAM = join(ROOT, 'src/cli/recompra.cjs');
const RESULTS = join(ROOT, 'bench/results/short-history.json');
const WORK = join(ROOT, '.cache/short-history');

async function run(wanted: Wanted): Promise<void> {
  for (const name of wanted.dataSets) {
    const data = await benchData(name);
    const shop = await openShop(data.settings.input);
    const only = wanted.only.get(name);
    const cuts = cutsOf(shop.firstDay, shop.lastDay).filter((cut) => only === undefined || only.has(cut.name));
    for (const cut of cuts) {
      const result = await judge(data, shop, cut, wanted.reuse);
      process.stdout.write(`${cutTable(data.name, [result])}\n\n`);
      save(data.name, result);
    }
    await shop.engine.close();
  }
}

async function judge(data: BenchData, shop: ShopLines, cut: Cut, reuse: boolean): Promise<CutResult> {
  const folder = join(WORK, `${data.name}-${cut.name}`);
  const at = (name: string) => join(folder, name);
  const started = performance.now();
  if (!reuse || !existsSync(at('ours/run.json'))) await predict(data, shop, cut, folder);
  const seconds = (performance.now() - started) / 1000;
  const detail = literal(at('ours/predicciones_detalle.parquet'));
  const epoch = shop.engine.dialect.epochDay;
  const stated = await shop.engine.columns(`
    SELECT cliente_id, CAST(${epoch('fecha_estimada')} - ${cut.asOf} AS DOUBLE) AS days
    FROM read_parquet(${detail}) ORDER BY cliente_id`);
  const days = await purchaseDays(shop, cut.asOf, stated.strings('cliente_id'));
  const folders = { table: at('table'), meanGap: at('mean-gap') };
  const { chances, tableDays } = await writeYardsticks(shop, cut, { days, settings: data.settings, folders });
  const { nextPurchase } = metricsSchema.parse(JSON.parse(readFileSync(at('ours/metrics.json'), 'utf8')));
  return {
    ...judgeCut(
      cut,
      { ours: review(folder, 'ours'), table: review(folder, 'table'), meanGap: review(folder, 'mean-gap') },
      { days, dates: { days: stated.floats('days') }, tableDays, chances, horizonDays: nextPurchase.horizonDays },
    ),
    seconds,
  };
}

/** `recompra run` on the past alone. */
async function predict({ settings }: BenchData, shop: ShopLines, cut: Cut, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await writeCut(shop, cut, { past: join(folder, 'past.csv'), newer: join(folder, 'newer.csv') });
  const { input: _, ...others } = settings;
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(others));
  execFileSync(process.execPath, [PROGRAM, 'run', '-q', ...files(folder, 'past.csv', 'ours')], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

/** `recompra review` of predictions on the days after them. */
function review(folder: string, predictions: string) {
  const output = `review-${predictions}`;
  const args = ['review', '-q', '--predictions', join(folder, predictions), ...files(folder, 'newer.csv', output)];
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`recompra ${args.join(' ')} ended with ${status}: ${stderr}`);
  return revisionSchema.parse(JSON.parse(readFileSync(join(folder, output, 'revision.json'), 'utf8')));
}

function files(folder: string, input: string, output: string): string[] {
  const config = ['--config', join(folder, 'settings.json')];
  return ['--input', join(folder, input), '--output', join(folder, output), ...config];
}

interface Results {
  command?: string;
  machine?: object;
  dataSets?: Record<string, { cuts: CutResult[]; pooled: ReturnType<typeof poolCuts> }>;
}

/** One cut after the other, so that a bench that is stopped has kept what it found. */
function save(name: string, result: CutResult): void {
  const results: Results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  const others = (results.dataSets?.[name]?.cuts ?? []).filter(({ cut }) => cut !== result.cut);
  const cuts = [...others, result].sort((a, b) => a.historyDays - b.historyDays);
  results.command = 'npm run bench:short-history -- journey sample ta-feng GIFT_RETAIL_CSV cdnow';
  results.machine = machine();
  results.dataSets = { ...results.dataSets, [name]: { cuts, pooled: poolCuts(cuts) } };
  mkdirSync(resolve(RESULTS, '..'), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
}

void run(parseWanted(process.argv.slice(2)));
