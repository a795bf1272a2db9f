import { afterEach, expect, test } from 'vitest';
import { epochDay } from '../../src/config/calendar';
import { settingsSchema } from '../../src/config/settings';
import type { Engine } from '../../src/engine/engine';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Dataset } from '../../src/features/dataset';
import { answersSeenBy, featureColumn, loadDataset, restrictedDays } from '../../src/features/dataset';
import { FEATURE_NAMES } from '../../src/features/feature-list';
import { decayWeights } from '../../src/tables/decay-weights';
import { WEEKDAY_FEATURES } from '../../src/tables/decayed-sums';
import { historyOn } from '../../src/tables/shop';
import type { Line } from './tiny-shop';
import { openShop } from './tiny-shop';

const rule = settingsSchema.parse({}).recurrence;
const open: Engine[] = [];

afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});

async function featuresOf(
  lines: readonly Line[],
  origins: string[],
  lastDay = '2018-12-31',
  threads = 2,
): Promise<Dataset> {
  const { engine, shop } = await openShop(lines, {}, threads);
  open.push(engine);
  await engine.tables.keep(shop.customers);
  return loadDataset(engine, historyOn(shop, rule, epochDay(lastDay)), origins.map(epochDay));
}

/** Ana: gaps 4, 6, 10; twelve units each time but twenty on the last; the ticket's price on each of its lines. */
const ANA: Line[] = [
  ['2018-03-01', 'ana', 'pan', 6, 10],
  ['2018-03-01', 'ana', 'leche', 6, 10],
  ['2018-03-05', 'ana', 'pan', 12, 20],
  ['2018-03-11', 'ana', 'pan', 6, 30],
  ['2018-03-11', 'ana', 'té', 6, 30],
  ['2018-03-21', 'ana', 'té', 20, 60],
];

test('a gap of more than 46,340 days, whose square 32 bits do not hold', async () => {
  const lines: Line[] = [
    ['1900-01-01', 'ana', 'pan', 1, 1],
    ['2030-01-01', 'ana', 'pan', 12, 9e11],
    ['2030-01-11', 'ana', 'pan', 12, 9e11],
  ];
  const rows = await featuresOf(lines, ['2030-01-12'], '2030-01-12');
  const value = (name: string) => featureColumn(rows, name)[0];
  expect([value('gap_last_2'), value('gap_last_1'), value('gap_mean')]).toEqual([47_482, 10, 23_746]);
  expect([value('gap_sd'), value('gap_weighted')]).toEqual([23_736, (47_482 + 2 * 10) / 3]);
  expect(value('spend_mean')).toBeCloseTo((1 + 18e11) / 3, 0);
});

test('purchases before 1970, whose epoch days are negative, count on their weekdays', async () => {
  const tuesdays: Line[] = [
    ['1969-12-16', 'ana', 'pan', 12, 1],
    ['1969-12-23', 'ana', 'pan', 12, 1],
  ];
  const rows = await featuresOf(tuesdays, ['1969-12-23'], '1969-12-23');
  expect(WEEKDAY_FEATURES.map((name) => featureColumn(rows, name)[0])).toEqual([0, 1, 0, 0, 0, 0, 0]);
  expect([featureColumn(rows, 'purchases_14d')[0], featureColumn(rows, 'days_since_last')[0]]).toEqual([2, 0]);
});

test('features of one customer worked out by hand', async () => {
  const rows = await featuresOf(ANA, ['2018-03-26']);
  expect(rows.length).toBe(1);
  const value = (name: string) => featureColumn(rows, name)[0];
  const exact = {
    n_purchases: 4,
    gap_last_1: 10,
    gap_last_2: 6,
    gap_last_3: 4,
    gap_mean: 20 / 3,
    gap_median: 6,
    // variance of 4, 6, 10 is 152/3 − (20/3)² = 56/9
    gap_sd: Math.sqrt(56) / 3,
    // (1·4 + 2·6 + 3·10) / 6
    gap_weighted: 46 / 6,
    days_since_last: 5,
    elapsed_ratio: 5 / 6,
    purchases_14d: 1,
    purchases_28d: 4,
    units_last: 20,
    units_mean: 14,
    // (12 + 12 + 20) / 3 over 14
    units_trend: 44 / 3 / 14,
    spend_last: 60,
    spend_mean: 30,
    spend_trend: (20 + 30 + 60) / 3 / 30,
    tenure_days: 25,
    distinct_products: 3,
  };
  for (const [name, expected] of Object.entries(exact))
    expect([name, value(name)]).toEqual([name, expect.closeTo(expected, 12)]);
  // 2018-03-26 is a Monday, in March
  expect(value('weekday_sin')).toBeCloseTo(0, 12);
  expect(value('weekday_cos')).toBeCloseTo(1, 12);
  expect(value('month_sin')).toBeCloseTo(Math.sin(Math.PI / 3), 12);
  expect(value('month_cos')).toBeCloseTo(Math.cos(Math.PI / 3), 12);
  // ages 21, 15, 5 of the repeat purchases; exposure over the ages 0 … 24
  const weight = (age: number) => 2 ** (-age / 56);
  const exposure = Array.from({ length: 25 }, (_, age) => weight(age)).reduce((a, b) => a + b);
  expect(value('decayed_rate')).toBeCloseTo((weight(21) + weight(15) + weight(5)) / exposure, 8);
  // half the half-life: the weights are squared
  const recentExposure = Array.from({ length: 25 }, (_, age) => weight(age) ** 2).reduce((a, b) => a + b);
  const recent = weight(21) ** 2 + weight(15) ** 2 + weight(5) ** 2;
  expect(value('recent_rate')).toBeCloseTo(recent / recentExposure, 8);
  // they fell on a Monday, a Sunday and a Wednesday; the first purchase starts the clock and does not count
  const byWeekday = WEEKDAY_FEATURES.map((name) => value(name)!);
  const expected = [weight(21), 0, weight(5), 0, 0, 0, weight(15)];
  byWeekday.forEach((sum, day) => {
    expect(sum).toBeCloseTo(expected[day]!, 8);
  });
});

test('missing gaps are the mean gap, and two purchases are enough', async () => {
  const rows = await featuresOf(ANA.slice(0, 3), ['2018-03-05']);
  expect(['gap_last_1', 'gap_last_2', 'gap_last_3', 'gap_sd'].map((name) => featureColumn(rows, name)[0])).toEqual([
    4, 4, 4, 0,
  ]);
});

test('the purchase of the origin itself is known; the next one is the answer', async () => {
  const rows = await featuresOf(ANA, ['2018-03-11', '2018-03-10', '2018-03-21']);
  expect(Array.from(rows.origin)).toEqual(['2018-03-10', '2018-03-11', '2018-03-21'].map(epochDay));
  expect(Array.from(featureColumn(rows, 'days_since_last'))).toEqual([5, 0, 0]);
  const answers = answersSeenBy(rows, epochDay('2018-04-30'));
  expect(Array.from(answers.daysToNext)).toEqual([1, 10, Number.NaN]);
  expect(Array.from(restrictedDays(answers, 7))).toEqual([1, 7, 7]);
});

test('answers after the day of looking are censored', async () => {
  const rows = await featuresOf(ANA, ['2018-03-11']);
  const before = answersSeenBy(rows, epochDay('2018-03-20'));
  expect([before.daysToNext[0], before.watched[0]]).toEqual([Number.NaN, 9]);
  expect(answersSeenBy(rows, epochDay('2018-03-21')).daysToNext[0]).toBe(10);
});

test('recurrence is judged on each origin: nobody before the second qualifying purchase', async () => {
  const rows = await featuresOf(ANA, ['2018-03-04', '2018-03-05']);
  expect(Array.from(rows.origin)).toEqual([epochDay('2018-03-05')]);
});

/** A shop of random customers over half a year. */
function randomShop(seed: number): Line[] {
  const random = seededRandom(seed);
  const lines: Line[] = [];
  for (let customer = 0; customer < 30; customer++) {
    const pace = 2 + random() * 20;
    for (let day = random() * 10; day < 180; day += 1 + random() * pace) {
      const iso = new Date(Date.UTC(2018, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      const price = Math.round(random() * 5000) / 100;
      for (let item = 0; item <= random() * 3; item++) {
        lines.push([iso, `c${customer}`, `p${Math.floor(random() * 40)}`, 1 + Math.floor(random() * 20), price]);
      }
    }
  }
  return lines;
}

test('deleting everything after the origin changes no feature by a bit', async () => {
  const lines = randomShop(1);
  const origin = '2018-05-01';
  const whole = await featuresOf(lines, [origin]);
  const past = await featuresOf(
    lines.filter(([day]) => day <= origin),
    [origin],
  );
  expect(whole.length).toBeGreaterThan(15);
  const namesOf = async (engine: Engine, rows: Dataset) => {
    const names = (await engine.columns('SELECT usuario FROM customers ORDER BY cliente')).strings('usuario');
    return Array.from(rows.customer, (customer) => names[customer]);
  };
  expect(await namesOf(open[0]!, whole)).toEqual(await namesOf(open[1]!, past));
  expect(whole.features).toEqual(past.features);
  expect(whole.history).toEqual(past.history);
  expect(whole.nextDay.some((day) => !Number.isNaN(day))).toBe(true);
  expect(past.nextDay.every(Number.isNaN)).toBe(true);
});

test('an as-of date hides what came later: features and answers are those of the shorter file', async () => {
  const lines = randomShop(2);
  const origins = ['2018-03-01', '2018-04-01'];
  const hidden = await featuresOf(lines, origins, '2018-04-10');
  const shorter = await featuresOf(
    lines.filter(([day]) => day <= '2018-04-10'),
    origins,
  );
  expect(hidden.features).toEqual(shorter.features);
  expect(hidden.history).toEqual(shorter.history);
  expect(hidden.nextDay).toEqual(shorter.nextDay);
});

test('one thread or two, the features are equal to the bit', async () => {
  const lines = randomShop(3);
  const origins = ['2018-02-01', '2018-03-15', '2018-06-01'];
  const one = await featuresOf(lines, origins, '2018-12-31', 1);
  const two = await featuresOf(lines, origins, '2018-12-31', 2);
  expect(one).toEqual(two);
});

test('every feature is finite for every customer', async () => {
  const rows = await featuresOf(randomShop(4), ['2018-02-15', '2018-04-15', '2018-06-15']);
  rows.features.forEach((column, index) => {
    expect([FEATURE_NAMES[index], column.every(Number.isFinite)]).toEqual([FEATURE_NAMES[index], true]);
  });
});

test('under `qualifying`, small purchases are neither history nor answer', async () => {
  const qualifying = settingsSchema.parse({ recurrence: { nextPurchase: 'qualifying' } }).recurrence;
  const small: Line = ['2018-03-13', 'ana', 'chicle', 1, 1];
  const { engine, shop } = await openShop([...ANA, small]);
  open.push(engine);
  const rows = await loadDataset(engine, historyOn(shop, qualifying, epochDay('2018-12-31')), [epochDay('2018-03-14')]);
  expect(featureColumn(rows, 'days_since_last')[0]).toBe(3);
  expect(featureColumn(rows, 'distinct_products')[0]).toBe(3);
  expect(rows.nextDay[0]).toBe(epochDay('2018-03-21'));
});

test('decay weights are integers that halve with the half-life, and their running sum', () => {
  const { weights, before } = decayWeights(2, 4);
  expect(weights.every(Number.isInteger)).toBe(true);
  expect([weights[0]! / weights[2]!, weights[2]! / weights[4]!]).toEqual([2, 2]);
  expect(before).toEqual([
    0,
    weights[0],
    weights[0]! + weights[1]!,
    weights[0]! + weights[1]! + weights[2]!,
    expect.any(Number),
  ]);
});

test('purchase days are bits of their age, large ones those above the rule’s minimum', async () => {
  const small: Line = ['2018-03-25', 'ana', 'chicle', 1, 1];
  const { history } = await featuresOf([...ANA, small], ['2018-03-26', '2018-04-06']);
  const bits = (...ages: number[]) => ages.reduce((sum, age) => sum + 2 ** age, 0);
  // on the 26th the purchases are 1, 5, 15, 21 and 25 days old; eleven days later the two oldest are in the next block
  expect(history.bought[0]).toEqual(Int32Array.of(bits(1, 5, 15, 21, 25), bits(12, 16, 26)));
  expect(history.bought[1]).toEqual(Int32Array.of(0, bits(32 - 28, 36 - 28)));
  expect(history.large[0]).toEqual(Int32Array.of(bits(5, 15, 21, 25), bits(16, 26)));
});
