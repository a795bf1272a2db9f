/**
 * Our date models and other people's on the same rows and origins, judged by the same code: one table a data set on
 * stdout, and bench/results/dates.json. `npm run bench:peers -- sample journey journey-as-measured cdnow PATH…`; the
 * sample alone unless named. Python packages go into a virtual environment of their own under .cache.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDuckdb } from '../../src/engine/duckdb/duckdb';
import { machine } from '../measure-process';
import type { Contender } from './comparison';
import { compareForecasts, comparisonText, pairContenders, ratioText } from './comparison';
import { benchData, CACHE } from './data-sets';
import type { BenchRows, OurFit } from './our-models';
import { answersOf, fitOurModels, loadRows, scoringRate } from './our-models';
import { fitPeers, PEERS, readForecast, YARDSTICK } from './peer-forecasts';

const RESULTS = resolve(__dirname, '../results/dates.json');
const SEED = 42;
const NETWORK = 'hazard-network';

async function run(names: readonly string[]): Promise<void> {
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  for (const wanted of names) {
    const data = await benchData(wanted);
    const features = join(CACHE, `${data.name}.features.parquet`);
    const rows = await loadRows(data, features);
    const fit = await fitOurModels(rows, SEED);
    const peers = await peerContenders(features, rows, join(CACHE, data.name));
    const result = judge(rows, fit, peers);
    results.command = 'npm run bench:peers -- sample journey journey-as-measured cdnow GIFT_RETAIL_CSV';
    results.machine = machine();
    results.dataSets = { ...results.dataSets, [data.name]: result };
    mkdirSync(resolve(RESULTS, '..'), { recursive: true });
    writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
    process.stdout.write(
      `${data.name}: ${result.rows} test rows of ${result.customers} customers, horizon ${result.horizon}\n`,
    );
    process.stdout.write(
      `${comparisonText(result.methods)}\n\n${ratioText(result.paired.filter(({ model }) => model !== 'dense-network'))}\n\n${costText(result.cost)}\n\n`,
    );
  }
}

async function peerContenders(features: string, { plan, test }: BenchRows, folder: string): Promise<Contender[]> {
  const seconds = fitPeers(features, plan.horizon, folder);
  const engine = await openDuckdb({ threads: 1 });
  const peers: Contender[] = [];
  for (const name of PEERS) {
    const forecast = await readForecast(engine, join(folder, `${name}.parquet`), test.rows, plan.horizon);
    peers.push({ name, whose: 'peer', forecast, seconds: seconds.get(name) ?? null });
  }
  await engine.close();
  return peers;
}

function judge(rows: BenchRows, { models, seconds }: OurFit, peers: readonly Contender[]) {
  const { plan, test } = rows;
  const ours = models.map(
    (model): Contender => ({
      name: model.name,
      whose: model.kind === 'network' ? 'ours' : 'baseline',
      forecast: model.predict(test.rows, plan.horizon),
      seconds: seconds.get(model.name) ?? null,
    }),
  );
  const contenders = [...ours, ...peers];
  const answers = answersOf(rows);
  const network = models.find(({ name }) => name === NETWORK)!;
  const yardstick = peers.find(({ name }) => name === YARDSTICK)?.seconds ?? null;
  return {
    rows: test.rows.length,
    customers: new Set(test.rows.customer).size,
    horizon: plan.horizon,
    methods: compareForecasts(contenders, answers),
    paired: pairContenders(contenders, answers, SEED),
    cost: {
      /** Fit of the network over that of LightGBM by absolute error with 500 trees, one thread each. */
      trainingTimeRatio: yardstick === null ? null : seconds.get(NETWORK)! / yardstick,
      customersPerSecond: Math.round(scoringRate(network, rows)),
    },
  };
}

function costText({ trainingTimeRatio, customersPerSecond }: ReturnType<typeof judge>['cost']): string {
  const ratio =
    trainingTimeRatio === null ? '' : `, fitted in ${trainingTimeRatio.toFixed(2)} × the time of ${YARDSTICK}`;
  return `${NETWORK}: ${customersPerSecond} customers scored a second${ratio}`;
}

const names = process.argv.slice(2);
run(names.length === 0 ? ['sample'] : names).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
