import { beforeAll, describe, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { settingsSchema } from '../../src/config/settings';
import type { DateForecast } from '../../src/evaluation/date-scores';
import { dateConcordance, dateScores } from '../../src/evaluation/date-scores';
import { average } from '../../src/evaluation/day-errors';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Dataset } from '../../src/features/dataset';
import { answersSeenBy, atOrigins, featureColumn, loadDataset, restrictedDays } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import type { OriginPlan } from '../../src/features/origins';
import { planOrigins } from '../../src/features/origins';
import { betaGeometricModel, fitBetaGeometric } from '../../src/models/dates/baselines/beta-geometric';
import { fitGlobalHazard, globalHazardModel } from '../../src/models/dates/baselines/global-hazard';
import { fitGradientBoosting, gradientBoostingModel } from '../../src/models/dates/baselines/gradient-boosting';
import { fitHazardTable, hazardTableModel } from '../../src/models/dates/baselines/hazard-table';
import { historyOn } from '../../src/tables/shop';
import type { Line } from '../features/tiny-shop';
import { openShop } from '../features/tiny-shop';
import { leakSuspects } from './leak-suspects';
import { FIRST_DAY, syntheticShop } from './synthetic-shop';

const DAYS = 200;
const { recurrence: rule } = settingsSchema.parse({});
const firstDay = epochDay(FIRST_DAY);
const asOf = firstDay + DAYS - 1;
const plan = planOrigins(firstDay, asOf)!;
const lines = syntheticShop({ customers: 100, days: DAYS, seed: 3 });

/** The same purchases on the same days, each by a customer drawn by lot: nobody has a habit or a pace any more. */
function shuffleCustomers(original: readonly Line[]): Line[] {
  const names = [...new Set(original.map(([, customer]) => customer))];
  const random = seededRandom(1);
  const owners = new Map<string, string>();
  return original.map(([day, customer, ...rest]) => {
    const purchase = `${day} ${customer}`;
    const owner = owners.get(purchase) ?? names[Math.floor(random() * names.length)]!;
    owners.set(purchase, owner);
    return [day, owner, ...rest];
  });
}

async function load(lines: readonly Line[], { trainForUse }: OriginPlan): Promise<Dataset> {
  const { engine, shop } = await openShop(lines);
  try {
    return await loadDataset(engine, historyOn(shop, rule, asOf), trainForUse);
  } finally {
    await engine.close();
  }
}

/** CRPS and concordance on the test origins of methods fitted before them. */
async function judge(dataset: Dataset) {
  const { horizon } = plan;
  const rows = atOrigins(dataset, plan.trainForTest);
  const answers = answersSeenBy(rows, plan.test[0]!);
  const restricted = restrictedDays(answers, horizon);
  const elapsed = featureColumn(rows, 'days_since_last');
  const rate = featureColumn(rows, 'decayed_rate');
  const models = {
    global: globalHazardModel(fitGlobalHazard(elapsed, answers)),
    table: hazardTableModel(fitHazardTable({ elapsed, rate, ...answers })),
    beta: betaGeometricModel(fitBetaGeometric(rows, answers)),
    boosting: gradientBoostingModel(
      await fitGradientBoosting({ rows, restrictedDays: restricted }, { seed: 1, trees: 60 }),
    ),
  };
  const test = atOrigins(dataset, plan.test);
  const known = { daysToNext: answersSeenBy(test, asOf).daysToNext, customers: test.customer, horizon };
  const figures = (forecast: DateForecast) => {
    const { mae, crps } = dateScores(forecast, known);
    return { mae: average(mae), crps: average(crps), concordance: dateConcordance(forecast, known)! };
  };
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, figures(model.predict(test, horizon))]),
  );
}

describe('personal skill', () => {
  let honest: Awaited<ReturnType<typeof judge>>;
  let shuffled: Awaited<ReturnType<typeof judge>>;

  beforeAll(async () => {
    honest = await judge(await load(lines, plan));
    shuffled = await judge(await load(shuffleCustomers(lines), plan));
  });

  test('is there where customers have habits', () => {
    expect(honest['table']!.crps / honest['global']!.crps).toBeLessThan(0.97);
    expect(honest['boosting']!.mae / honest['global']!.mae).toBeLessThan(0.5);
  });

  test('is gone once customers are shuffled: no personal method beats the global one', () => {
    for (const personal of ['table', 'beta'] as const) {
      expect(shuffled[personal]!.crps / shuffled['global']!.crps).toBeGreaterThan(0.98);
      expect(Math.abs(shuffled[personal]!.concordance - 0.5)).toBeLessThan(0.07);
    }
    expect(shuffled['boosting']!.mae / shuffled['global']!.mae).toBeGreaterThan(0.97);
  });
});

describe('a planted leak', () => {
  let rows: Dataset;
  let restricted: Float64Array;

  beforeAll(async () => {
    rows = atOrigins(await load(lines, plan), plan.test);
    restricted = restrictedDays(answersSeenBy(rows, asOf), plan.horizon);
  });

  const honestColumns = () => FEATURE_NAMES.map((name) => ({ name, values: featureColumn(rows, name) }));

  test('no honest feature is suspected, even among customers as regular as these', () => {
    expect(leakSuspects(honestColumns(), restricted)).toEqual([]);
  });

  test('is caught: the answer itself, turned round, or with noise', () => {
    const random = seededRandom(2);
    const planted = [
      { name: 'answer', values: restricted },
      { name: 'purchases after the origin', values: restricted.map((days) => 28 / days) },
      { name: 'next purchase, roughly', values: restricted.map((days) => days + 2 * random()) },
    ];
    expect(leakSuspects([...honestColumns(), ...planted], restricted).map(({ name }) => name)).toEqual(
      planted.map(({ name }) => name),
    );
  });

  test('values that are missing are no leak', () => {
    expect(leakSuspects([{ name: 'empty', values: restricted.map(() => Number.NaN) }], restricted)).toEqual([]);
  });
});
