import { describe, expect, test } from 'vitest';
import { epochDay, isoDay } from '../../src/config/calendar';
import type { RecurrenceRule } from '../../src/config/settings';
import { recurrenceSchema } from '../../src/config/settings';
import { loadDataset } from '../../src/features/dataset';
import { packModel, unpackModel } from '../../src/models/folder/model-folder';
import { predict } from '../../src/predict/prediction-tables';
import { sampledBaskets } from '../../src/products/baskets/shop-baskets';
import { historyOn } from '../../src/tables/shop';
import { train } from '../../src/training/train';
import type { Line } from '../features/tiny-shop';
import { openShop } from '../features/tiny-shop';

import { FIRST_DAY } from './synthetic-shop';

const firstDay = epochDay(FIRST_DAY);
const DEFAULT = recurrenceSchema.parse({});

/** A purchase of twelve units by each customer on each of these days, counted from the first. */
function purchases(customers: number, days: readonly number[]): Line[] {
  return days.flatMap((day) =>
    Array.from({ length: customers }, (_, c): Line => [isoDay(firstDay + day), `cliente-${c}`, 'pan', 12, 10]),
  );
}

const every = (step: number, until: number) => Array.from({ length: Math.floor(until / step) + 1 }, (_, i) => i * step);

interface Asked {
  lastDay: number;
  rule?: RecurrenceRule;
  horizon?: number;
}

/** Trains, keeps and loads the model, predicts with it, and returns what was chosen and the predictions' facts. */
async function trainAndPredict(lines: readonly Line[], { lastDay, rule = DEFAULT, horizon }: Asked) {
  const { engine, shop } = await openShop(lines, { recurrence: rule });
  try {
    const asOf = firstDay + lastDay;
    const history = historyOn(shop, rule, asOf);
    const baskets = await sampledBaskets(engine, history);
    const { model, nextPurchase } = await train(engine, baskets.sample, {
      history,
      firstDay,
      asOf,
      horizon,
      top: 1,
      seed: 1,
    });
    const loaded = await unpackModel(await packModel(model), 'here');
    await predict(engine, loaded, baskets, { history, asOf, top: 1 });
    const [facts] = await engine.rows<Record<string, number>>(`
      SELECT count(*) AS customers,
             count(*) FILTER (WHERE fecha_estimada > fecha_corte) AS later,
             count(*) FILTER (WHERE fecha_estimada < fecha_min OR fecha_estimada > fecha_max) AS outside,
             count(*) FILTER (WHERE NOT (prob_7d BETWEEN 0 AND 1)) AS improbable
      FROM predicciones`);
    return { nextPurchase, facts: facts! };
  } finally {
    await engine.close();
  }
}

describe('histories that say little have a defined answer', () => {
  test('a single customer: what is usual elsewhere, trained on what there is', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(1, every(6, 1000)), { lastDay: 1000 });
    expect(nextPurchase.missing).toBeNull();
    expect(nextPurchase.choice!.merits.every(({ standardError }) => standardError === null)).toBe(true);
    expect(facts).toEqual({ customers: 1, later: 1, outside: 0, improbable: 0 });
  });

  test('everybody buys every day: constant features and one certain answer', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(20, every(1, 150)), { lastDay: 150 });
    expect(nextPurchase.models.find(({ chosen }) => chosen)!.test!.mae).toBeLessThan(0.5);
    expect(facts).toEqual({ customers: 20, later: 20, outside: 0, improbable: 0 });
  });

  test('nobody came back after six weeks: every answer of training is censored', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(12, every(5, 40)), { lastDay: 200 });
    const chosen = nextPurchase.models.find((model) => model.chosen)!;
    expect(chosen.test!.mae).toBeLessThan(1);
    expect(nextPurchase.gapTable).toBeNull();
    expect(facts).toEqual({ customers: 12, later: 12, outside: 0, improbable: 0 });
  });

  test('gaps of years between two busy seasons', async () => {
    const rule = recurrenceSchema.parse({ frequency: 'any-month' });
    const season = every(3, 60);
    const days = [...season, ...season.map((day) => day + 760)];
    const { facts } = await trainAndPredict(purchases(8, days), { lastDay: 822, rule });
    expect(facts).toEqual({ customers: 8, later: 8, outside: 0, improbable: 0 });
  });

  test('a horizon longer than the data: a forecast all the same, and the figures say why', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(12, every(4, 90)), { lastDay: 90, horizon: 56 });
    expect(nextPurchase.missing).toEqual({ reason: 'history-too-short', historyDays: 91 });
    expect(nextPurchase.chosen).toBe('beta-geometric');
    expect(facts).toMatchObject({ customers: 12, later: 12 });
  });
});

describe('three months of which', () => {
  test('all customers are recurrent since yesterday: judged on nobody, forecast for all', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(12, [87, 88]), { lastDay: 88 });
    expect(nextPurchase.missing).toEqual({ reason: 'nobody-recurrent-on-validation', historyDays: null });
    expect(facts).toEqual({ customers: 12, later: 12, outside: 0, improbable: 0 });
  });

  test('everybody has lapsed: nobody is expected soon', async () => {
    const { nextPurchase, facts } = await trainAndPredict(purchases(30, every(3, 30)), { lastDay: 88 });
    expect(nextPurchase.missing).toBeNull();
    expect(facts).toEqual({ customers: 30, later: 30, outside: 0, improbable: 0 });
  });
});

describe('what cannot be answered is a clear error', () => {
  test.each([
    ['one purchase only', purchases(5, [3])],
    ['all on one day', [...purchases(5, [3]), ...purchases(5, [3])]],
  ])('%s: nobody is recurrent', async (_, lines) => {
    await expect(trainAndPredict(lines, { lastDay: 30 })).rejects.toMatchObject({
      kind: 'data',
      message: 'no customer is recurrent on 2018-01-31: there is nobody to predict',
    });
  });

  test('a value that is not finite is refused by feature, customer and day', async () => {
    const { engine, shop } = await openShop(purchases(2, [0, 5, 10]));
    const history = historyOn(shop, DEFAULT, firstDay + 10);
    const days = await engine.tables.keep(history.days);
    await engine.run(`UPDATE ${days} SET spend_milli = NULL WHERE cliente = 1 AND n = 3`);
    await expect(loadDataset(engine, history, [firstDay + 10])).rejects.toMatchObject({
      kind: 'data',
      message: 'the feature spend_last of customer 1 on 2018-01-11 is NaN, expected a finite number',
    });
    await engine.close();
  });
});
