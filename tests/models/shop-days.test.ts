import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/statistics/random-source';
import type { Dataset } from '../../src/features/dataset';
import { featureColumn } from '../../src/features/dataset';
import { findShopDays } from '../../src/models/dates/baselines/find-shop-days';
import { fitGlobalHazard } from '../../src/models/dates/baselines/global-hazard';
import { distributionPrediction } from '../../src/models/dates/forecast/day-distribution';
import { chanceBy, FORECAST_CELLS, medianDay } from '../../src/models/dates/forecast/forecast-cells';
import { FORECAST_DAYS } from '../../src/models/dates/forecast/forecast-days';
import type { ShopDays } from '../../src/models/dates/forecast/shop-days';
import {
  answersOnShopDays,
  ORDINARY_DAYS,
  predictionOnShopDays,
  statedOnShopDays,
  unusualDays,
} from '../../src/models/dates/forecast/shop-days';
import { datedRows } from './dated-rows';
import { cumulativeCells } from './forecast-cells';

const FIRST_DAY = 17_532;
const LAST_DAY = FIRST_DAY + 80;
/** Daily chance of a purchase on an ordinary day; on Sundays nobody comes. */
const CHANCE = 0.15;
const isSunday = (day: number) => (day + 4) % 7 === 0;

/** Customers who all buy with the same chance on each day, as busy as the shop is, seen from every third day on. */
function shopRows(activity: (day: number) => number, customers = 600, purchases = 2): Dataset {
  const random = seededRandom(7);
  const bought = Array.from({ length: customers }, () => {
    const days = [FIRST_DAY];
    for (let day = FIRST_DAY + 1; day <= LAST_DAY; day++) {
      if (random() < (isSunday(day) ? 0 : CHANCE * activity(day))) days.push(day);
    }
    return days;
  });
  const rows: { customer: number; origin: number; elapsed: number; next: number }[] = [];
  for (let origin = FIRST_DAY + 10; origin < LAST_DAY; origin += 3) {
    bought.forEach((days, customer) => {
      const elapsed = origin - days.filter((day) => day <= origin).at(-1)!;
      rows.push({ customer, origin, elapsed, next: days.find((day) => day > origin) ?? Number.NaN });
    });
  }
  return {
    ...datedRows(rows.length, { days_since_last: rows.map(({ elapsed }) => elapsed), n_purchases: purchases }),
    customer: Int32Array.from(rows, ({ customer }) => customer),
    origin: Int32Array.from(rows, ({ origin }) => origin),
    recurrent: new Int32Array(rows.length).fill(1),
    nextDay: Float64Array.from(rows, ({ next }) => next),
  };
}

/** A week of closure from day 40 on, lines lost on day 60, a feast on day 70. */
const eventful = (day: number) => {
  const since = day - FIRST_DAY;
  if (since >= 40 && since < 47) return 0;
  return since === 60 ? 0.15 : since === 70 ? 2.5 : 1;
};

describe('days that are found unusual', () => {
  test('are those on which the shop was closed, lost lines or had a feast, with how busy it was', () => {
    const shop = findShopDays(shopRows(eventful), LAST_DAY);
    const found = new Map(Array.from(shop.activity, (share, i) => [shop.firstDay + i - FIRST_DAY, share] as const));
    const unusual = [...found].filter(([, share]) => share !== 1).map(([since]) => since);
    expect(unusual).toEqual([40, 41, 42, 43, 44, 45, 46, 60, 70]);
    for (let since = 40; since < 47; since++) expect(found.get(since)).toBe(0);
    expect(found.get(60)).toBeCloseTo(0.15, 1);
    expect(found.get(70)! / 2.5).toBeCloseTo(1, 0);
    expect(unusualDays(shop).at(-1)!.day).toBe('2018-03-12');
  });

  test('are none where all days are alike, weekly closing included', () => {
    expect(
      unusualDays(
        findShopDays(
          shopRows(() => 1),
          LAST_DAY,
        ),
      ),
    ).toEqual([]);
  });

  test('are none of a shop so small that quiet days are nothing special, but a long closure is seen', () => {
    const small = shopRows((day) => (day - FIRST_DAY >= 40 && day - FIRST_DAY < 52 ? 0 : 1), 12);
    const found = unusualDays(findShopDays(small, LAST_DAY));
    expect(found.length).toBeGreaterThanOrEqual(12);
    expect(found.every(({ activity }) => activity === 0)).toBe(true);
    expect(
      unusualDays(
        findShopDays(
          shopRows(() => 1, 12),
          LAST_DAY,
        ),
      ),
    ).toEqual([]);
  });

  test('do not depend on what comes after the last day that may be seen', () => {
    const until = FIRST_DAY + 55;
    const seen = (rows: Dataset) => {
      const before = rows.origin.findIndex((origin) => origin >= until);
      return { ...rows, length: before, origin: rows.origin.subarray(0, before) };
    };
    const later = (day: number) => (day > until ? 0.01 : eventful(day));
    const without = unusualDays(findShopDays(seen(shopRows(eventful)), until));
    expect(without.map(({ activity }) => activity)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(unusualDays(findShopDays(seen(shopRows(later)), until))).toEqual(without);
  });

  test('are told by customers with a gap alone', () => {
    expect(unusualDays(findShopDays(shopRows(eventful, 600, 1), LAST_DAY))).toEqual([]);
  });

  test('are none without rows', () => {
    expect(unusualDays(findShopDays(shopRows(eventful, 0), LAST_DAY))).toEqual([]);
  });
});

test('hazards learned from an eventful history are those of an ordinary one', () => {
  const learned = (rows: Dataset, shop: ShopDays) =>
    fitGlobalHazard(featureColumn(rows, 'days_since_last'), answersOnShopDays(rows, LAST_DAY, shop)).slice(1, 10);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const rows = shopRows(eventful);
  const ordinary = mean(
    learned(
      shopRows(() => 1),
      ORDINARY_DAYS,
    ),
  );
  expect(mean(learned(rows, ORDINARY_DAYS)) / ordinary).toBeLessThan(0.95);
  expect(mean(learned(rows, findShopDays(rows, LAST_DAY))) / ordinary).toBeCloseTo(1, 1);
});

describe('forecasts as they would have been', () => {
  /** 20 % a day, for ever. */
  const steady = (reach: number) => Float64Array.from({ length: reach }, (_, d) => 0.2 * 0.8 ** d);
  const closedOnSecond: ShopDays = { firstDay: 101, activity: Float64Array.of(1, 0, 1) };

  test('with a closed day lose it, and all that follows comes a day later', () => {
    const { chances } = predictionOnShopDays(distributionPrediction(steady(5), 5), [100], closedOnSecond);
    const usual = steady(5);
    expect(Array.from(chances!)).toEqual(
      [usual[0]!, 0, usual[1]!, usual[2]!, usual[3]!].map((chance) => expect.closeTo(chance, 12)),
    );
  });

  test('on a day twice as busy, the chance to stay away is that of two days', () => {
    const busy: ShopDays = { firstDay: 101, activity: Float64Array.of(2) };
    const { chances } = predictionOnShopDays(distributionPrediction(steady(3), 3), [100], busy);
    expect(Array.from(chances!)).toEqual([0.36, 0.64 * 0.2, 0.64 * 0.8 * 0.2].map((c) => expect.closeTo(c, 12)));
  });

  test('of a year agree with those by day, keep their order and sum to one', () => {
    const chances = steady(FORECAST_DAYS);
    const stated = { days: Float64Array.of(4), cells: cumulativeCells(chances) };
    const told = statedOnShopDays(stated, [100], closedOnSecond);
    const byDay = predictionOnShopDays(distributionPrediction(chances, FORECAST_DAYS), [100], closedOnSecond);
    let sum = 0;
    for (let day = 1; day <= 28; day++) {
      sum += byDay.chances![day - 1]!;
      expect(chanceBy(told.cells, 0, day)).toBeCloseTo(sum, 10);
    }
    expect([told.cells.at(-1), told.cells.length]).toEqual([1, FORECAST_CELLS]);
    for (let cell = 1; cell < FORECAST_CELLS; cell++) {
      expect(told.cells[cell]!).toBeGreaterThanOrEqual(told.cells[cell - 1]!);
    }
    // half have come by the fourth day, and a day later where one is lost
    expect([medianDay(stated.cells, 0), told.days[0]]).toEqual([4, 5]);
  });

  test('are the same where all days are ordinary, and at origins after the last known one', () => {
    const prediction = distributionPrediction(steady(5), 5);
    expect(predictionOnShopDays(prediction, [100], ORDINARY_DAYS)).toBe(prediction);
    const stated = { days: Float64Array.of(4), cells: cumulativeCells(steady(FORECAST_DAYS)) };
    expect(statedOnShopDays(stated, [103], closedOnSecond)).toEqual(stated);
  });
});
