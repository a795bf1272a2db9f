import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDuckdb } from '../../src/engine/duckdb';
import type { KnownAnswers } from '../../src/evaluation/date-scores';
import { answersSeenBy } from '../../src/features/dataset';
import type { Contender } from './comparison';
import { compareForecasts, comparisonText, pairContenders } from './comparison';
import { readFeatureFile } from './feature-file';
import { fitOurModels } from './our-models';
import { fitPeers, PEERS, readForecast } from './peer-forecasts';

const ROOT = resolve(__dirname, '../..');
const SEED = 42;

/**
 * Our models and other people's on the same rows and origins, judged by the same code: one table on stdout, and
 * bench/results/dates.json.
 *
 *     npx recompra features --input data.csv --output DIR && npx tsx bench/peers/run.ts DIR/features.parquet
 */
async function run(features: string, results: string): Promise<void> {
  const engine = await openDuckdb({ threads: 1 });
  const folder = join(ROOT, '.cache/peers');
  mkdirSync(folder, { recursive: true });
  const file = await readFeatureFile(engine, features);
  const { horizon, test } = file;
  const ours = (await fitOurModels(file, SEED)).map(
    (model): Contender => ({
      name: model.name,
      whose: model.kind === 'network' ? 'ours' : 'baseline',
      forecast: model.predict(test),
      seconds: null,
    }),
  );
  const seconds = fitPeers(features, horizon, folder);
  const peers: Contender[] = [];
  for (const name of PEERS) {
    const forecast = await readForecast(engine, join(folder, `${name}.parquet`), test, horizon);
    peers.push({ name, whose: 'peer', forecast, seconds: seconds.get(name) ?? null });
  }
  await engine.close();
  const answers: KnownAnswers = {
    daysToNext: answersSeenBy(test, Number.MAX_SAFE_INTEGER).daysToNext,
    customers: test.customer,
    horizon,
  };
  const contenders = [...ours, ...peers];
  const rows = compareForecasts(contenders, answers);
  const report = {
    rows: test.length,
    customers: new Set(test.customer).size,
    horizon,
    methods: rows.map(({ seconds: _, ...figures }) => figures),
    paired: pairContenders(contenders, answers, SEED),
  };
  mkdirSync(resolve(results, '..'), { recursive: true });
  writeFileSync(results, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${comparisonText(rows)}\n`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { results: { type: 'string', default: join(ROOT, 'bench/results/dates.json') } },
});
if (positionals.length !== 1) throw new Error('which features.parquet? recompra features writes one');
run(positionals[0]!, values.results).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
