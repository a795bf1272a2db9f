import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, isoDay } from '../../src/config/calendar';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import { packModel } from '../../src/models/folder/model-folder';
import { candidateModels } from '../../src/models/trained-model';
import { PREDICTION_QUERIES, predict } from '../../src/predict/prediction-tables';
import type { SampledBaskets } from '../../src/products/baskets/shop-baskets';
import { sampledBaskets } from '../../src/products/baskets/shop-baskets';
import type { PurchaseHistory } from '../../src/tables/shop';
import { historyOn } from '../../src/tables/shop';
import { train } from '../../src/training/train';
import type { Training } from '../../src/training/training';
import type { TrainingStep } from '../../src/training/training-steps';
import type { Line } from '../features/tiny-shop';
import { openShop } from '../features/tiny-shop';

import { FIRST_DAY, syntheticShop } from './synthetic-shop';

const { load } = createRequire(__filename)('../../src/cli/compiled-sources.cjs');
const { recurrence: rule } = settingsSchema.parse({});
const firstDay = epochDay(FIRST_DAY);

interface Trained {
  engine: Engine;
  history: PurchaseHistory;
  baskets: SampledBaskets;
  training: Training;
  asOf: number;
}

async function open(lines: readonly Line[], days: number, threads = 2): Promise<Omit<Trained, 'training'>> {
  const { engine, shop } = await openShop(lines, {}, threads);
  const asOf = firstDay + days - 1;
  const history = historyOn(shop, rule, asOf);
  return { engine, history, baskets: await sampledBaskets(engine, history), asOf };
}

async function trainOn(lines: readonly Line[], days: number, threads = 2): Promise<Trained> {
  const opened = await open(lines, days, threads);
  const { engine, history, baskets, asOf } = opened;
  return { ...opened, training: await train(engine, baskets.sample, { history, firstDay, asOf, top: 3, seed: 7 }) };
}

describe('on 200 days of 60 regular customers', () => {
  const DAYS = 200;
  const lines = syntheticShop({ customers: 60, days: DAYS, seed: 1 });
  let trained: Trained;

  beforeAll(async () => {
    trained = await trainOn(lines, DAYS);
  });
  afterAll(() => trained.engine.close());

  test('every candidate has figures on train, validation and test rows', () => {
    const { models } = trained.training.nextPurchase;
    expect(models.map(({ name }) => name)).toEqual([
      'global-median',
      'last-gap',
      'mean-gap',
      'global-hazard',
      'bg-nbd',
      'beta-geometric',
      'hazard-table',
      'calendar-forest',
      'gradient-boosting',
      'dense-network',
      'hazard-network',
    ]);
    for (const model of models) {
      expect(model.train!.rows).toBeGreaterThan(500);
      expect(model.validation!.customers).toBe(60);
      expect(model.test!.mae).toBeGreaterThan(0);
      expect(model.testMae!.low).toBeLessThanOrEqual(model.test!.mae);
      expect(model.testMae!.high).toBeGreaterThanOrEqual(model.test!.mae);
    }
  });

  test('forecasts are judged as distributions, by segment, by origin and on the classical gap', () => {
    const { models, paired, gapTable, notReturned } = trained.training.nextPurchase;
    const table = models.find(({ name }) => name === 'hazard-table')!;
    expect(table.probabilities.brier.map(({ days }) => days)).toEqual([7, 14, 28]);
    expect(table.probabilities.crps.value).toBeLessThan(table.test!.mae);
    expect(table.concordance).toBeGreaterThan(0.6);
    expect(table.intervalSegments.map(({ by }) => by)).toEqual(['n_purchases', 'elapsed_ratio', 'units_mean']);
    for (const { groups } of table.intervalSegments) {
      expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(table.test!.rows);
    }
    for (const model of models) {
      const rows = model.byOrigin.reduce((sum, origin) => sum + origin.rows, 0);
      const mae = model.byOrigin.reduce((sum, origin) => sum + origin.rows * origin.mae, 0) / rows;
      expect([rows, mae]).toEqual([model.test!.rows, expect.closeTo(model.test!.mae, 9)]);
    }
    const against = paired.find((pair) => pair.against === 'global-median' && pair.metric === 'mae')!;
    expect(against.ratio!.high).toBeLessThan(1);
    expect(gapTable!.models.map(({ name }) => name)).toEqual(models.map(({ name }) => name));
    expect(gapTable!.models[0]!.rows).toBe(60 * (1 - gapTable!.censoredShare));
    expect(notReturned!.survival.at(-1)).toBeLessThan(0.05);
  });

  test('the kept model holds what it predicts with and nothing else', () => {
    const { nextPurchase, model } = trained.training;
    const { chosen } = nextPurchase;
    expect(nextPurchase.models.filter((candidate) => candidate.chosen).map(({ name }) => name)).toEqual([chosen]);
    expect(model.chosenDateModel).toBe(chosen);
    expect(candidateModels(model.candidates).map(({ name }) => name)).toEqual([chosen]);
  });

  test('regular customers are predicted to the day or two, and far better than by one date for all', () => {
    const mae = (name: string) => trained.training.nextPurchase.models.find((model) => model.name === name)!.test!.mae;
    expect(mae('dense-network')).toBeLessThan(1.2);
    expect(mae('dense-network')).toBeLessThan(0.6 * mae('global-median'));
  });

  test('personal products beat the popular ones, case by case on the same cases', () => {
    const { methods, chosen } = trained.training.topProducts;
    const cases = new Set(methods.map((method) => method.cases));
    expect(cases.size).toBe(1);
    const [global, personal] = methods;
    expect(personal!.hits).toBeGreaterThan(global!.hits);
    expect(chosen).not.toBe('G-TopFreq');
  });

  test('every prediction lies after the as-of date, one row a customer, inside its interval', async () => {
    const { engine, history, baskets, training, asOf } = trained;
    const counts = await predict(engine, training.model, baskets, { history, asOf, top: 3 });
    expect(counts).toMatchObject({ customers: 60, asOf: isoDay(asOf) });
    const [row] = await engine.rows<Record<string, number>>(`
      SELECT count(*) AS rows, count(DISTINCT cliente_id) AS customers,
             count(*) FILTER (WHERE fecha_estimada <= fecha_corte) AS past,
             count(*) FILTER (WHERE fecha_estimada < fecha_min OR fecha_estimada > fecha_max) AS outside,
             count(*) FILTER (WHERE NOT (prob_7d BETWEEN 0 AND prob_14d AND prob_14d <= prob_28d AND prob_28d <= prob_vuelve
                                         AND prob_vuelve <= 1)) AS improbable,
             count(*) FILTER (WHERE len(list_distinct(top_productos)) <> 3) AS short_lists
      FROM predicciones`);
    expect(row).toEqual({ rows: 60, customers: 60, past: 0, outside: 0, improbable: 0, short_lists: 0 });
    const top = await engine.rows(`SELECT count(*) AS n, min(rango) AS first, max(rango) AS last FROM top_productos`);
    expect(top).toEqual([{ n: 180, first: 1, last: 3 }]);
    for (const query of Object.values(PREDICTION_QUERIES)) expect((await engine.rows(query)).length).toBeGreaterThan(0);
  });

  test('customers in chunks of seven are predicted as all at once are, to the last bit', async () => {
    const { engine, history, baskets, training, asOf } = trained;
    const everything = async (chunk: number) => {
      const expected = await predict(engine, training.model, baskets, { history, asOf, top: 3, chunk });
      const tables = await Promise.all(Object.values(PREDICTION_QUERIES).map((query) => engine.rows(query)));
      return { expected, tables };
    };
    expect(await everything(7)).toEqual(await everything(60));
  });

  test('a model that has seen later purchases is refused', async () => {
    const { engine, history, baskets, training, asOf } = trained;
    await expect(predict(engine, training.model, baskets, { history, asOf: asOf - 1, top: 3 })).rejects.toMatchObject({
      kind: 'model',
      message: expect.stringMatching(/after the as-of date/),
    });
  });
});

test('the same seed gives the same figures and weights, in this thread and on 1, 2 and 4 others', async () => {
  const lines = syntheticShop({ customers: 30, days: 89, seed: 2 });
  const here = await trainOn(lines, 89, 1);
  const { engine, history, baskets, asOf } = await open(lines, 89, 2);
  const compiled: typeof import('../../src/training/train') = load('training/train');
  const outcome = async ({ nextPurchase, topProducts, model }: Training) => [
    nextPurchase,
    topProducts,
    await packModel(model),
  ];
  const expected = await outcome(here.training);
  expect(here.training.topProducts.methods.map(({ name }) => name)).toContain('dense-ranker');
  const options = { history, firstDay, asOf, top: 3, seed: 7 };
  for (const threads of [1, 2, 4]) {
    const steps: TrainingStep[] = [];
    const onStep = (step: TrainingStep) => void steps.push(step);
    const training = await compiled.train(engine, baskets.sample, { ...options, threads, onStep });
    expect(await outcome(training), `on ${threads} threads`).toEqual(expected);
    for (const [i, { part, share }] of steps.slice(1).entries()) {
      expect(part).toBeGreaterThanOrEqual(steps[i]!.part);
      expect(share).toBeGreaterThanOrEqual(steps[i]!.share);
    }
    expect(steps.at(-1)).toMatchObject({ part: 5, parts: 5, share: 1 });
  }
  await here.engine.close();
  await engine.close();
}, 120_000);

test('with customers shuffled among the purchases, no personal rule beats one date for all by much', async () => {
  const lines = syntheticShop({ customers: 60, days: 200, seed: 1 });
  let state = 1;
  const anybody = lines.map(([day, , product, units, price]): Line => {
    state = (state * 48_271) % 2_147_483_647;
    return [day, `cliente-${state % 60}`, product, units * 3, price];
  });
  const { engine, training } = await trainOn(anybody, 200);
  await engine.close();
  const mae = (name: string) => training.nextPurchase.models.find((model) => model.name === name)!.test!.mae;
  for (const name of ['mean-gap', 'hazard-table', 'dense-network']) {
    expect(mae(name) / mae('global-median')).toBeGreaterThan(0.93);
  }
});

test('three months of a small shop: judged on two weeks, with chances for four and for the year', async () => {
  const { engine, history, baskets, training, asOf } = await trainOn(
    syntheticShop({ customers: 40, days: 89, seed: 4 }),
    89,
  );
  expect(training.nextPurchase.horizonDays).toBe(14);
  expect(training.nextPurchase.choice!.origins).toBeGreaterThanOrEqual(3);
  const counts = await predict(engine, training.model, baskets, { history, asOf, top: 3 });
  const [row] = await engine.rows<Record<string, number>>(
    'SELECT count(prob_28d) AS told, count(prob_vuelve) AS year, sum(prob_28d) AS buyers FROM predicciones',
  );
  expect(row).toMatchObject({ told: 40, year: 40 });
  expect(counts.expected.map(({ days }) => days)).toEqual([7, 14, 28]);
  expect(counts.expected[2]!.buyers).toBeCloseTo(row!['buyers']!, 9);
  expect(counts.expected[0]!.low).toBeLessThanOrEqual(counts.expected[0]!.high);
  await engine.close();
});

test.each([
  ['too few days to judge', 20, 40],
  ['a single week', 7, 40],
])('%s: everybody has a forecast and the figures say why they are missing', async (_, days, customers) => {
  const { engine, history, baskets, training, asOf } = await trainOn(syntheticShop({ customers, days, seed: 2 }), days);
  expect(training.nextPurchase.missing).toEqual({ reason: 'history-too-short', historyDays: days });
  expect(training.nextPurchase.chosen).toBe('beta-geometric');
  expect(training.topProducts.missing).toEqual({ reason: 'history-too-short', historyDays: days });
  const counts = await predict(engine, training.model, baskets, { history, asOf, top: 3 });
  expect(counts.customers).toBeGreaterThan(0);
  const [row] = await engine.rows<Record<string, number>>(`
    SELECT count(*) FILTER (WHERE fecha_estimada > fecha_corte) AS future, count(fecha_min) AS intervals,
           count(*) FILTER (WHERE prob_28d BETWEEN prob_7d AND prob_vuelve) AS told
    FROM predicciones`);
  expect(row).toEqual({ future: counts.customers, intervals: counts.customers, told: counts.customers });
  await engine.close();
});

test('two customers of many months are judged, and predicted by what is usual elsewhere', async () => {
  const { engine, training } = await trainOn(syntheticShop({ customers: 2, days: 200, seed: 2 }), 200);
  expect(training.nextPurchase.missing).toBeNull();
  expect(training.nextPurchase.choice!.customers).toBe(2);
  await engine.close();
});

test('a customer with a single purchase is predicted where the rule calls them recurrent', async () => {
  const lines = syntheticShop({ customers: 40, days: 89, seed: 4 });
  const once: Line[] = [1, 2].map((n): Line => [isoDay(firstDay + 80), 'recién', `pan-${n}`, 20, 5]);
  const oneDay = { ...rule, frequency: 'any-month' as const, productCount: 'line-units' as const };
  const { engine, shop } = await openShop([...lines, ...once], { recurrence: oneDay });
  const asOf = firstDay + 88;
  const history = historyOn(shop, oneDay, asOf);
  const baskets = await sampledBaskets(engine, history);
  const training = await train(engine, baskets.sample, { history, firstDay, asOf, top: 3, seed: 7 });
  await predict(engine, training.model, baskets, { history, asOf, top: 3 });
  const [row] = await engine.rows(`
    SELECT n_compras, dias_mediana, motivo, prob_28d > 0 AND prob_28d < 1 AS told, fecha_estimada > fecha_corte AS later,
           len(top_productos) AS products, top_productos[1] LIKE 'pan-%' AS own
    FROM predicciones WHERE cliente_id = 'recién'`);
  expect(row).toMatchObject({
    n_compras: 1,
    dias_mediana: null,
    motivo: 'una sola compra, hace 8 días: se espera lo que la tienda ve tras una primera compra',
    told: true,
    later: true,
    products: 3,
    own: true,
  });
  await engine.close();
});
