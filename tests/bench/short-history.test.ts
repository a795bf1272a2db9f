import { describe, expect, test } from 'vitest';
import { cutsOf, parseWanted } from '../../bench/short-history/cuts';
import { fitTable, readOut } from '../../bench/short-history/hazard-table';
import { meanGapDays } from '../../bench/short-history/mean-gap';
import {
  coverageOf,
  massThatCovers,
  restricted,
  shortestIntervals,
  widthOf,
} from '../../bench/short-history/table-intervals';
import { seededRandom } from '../../src/evaluation/statistics/random-source';

describe('cuts', () => {
  test('are 60 to 180 days and two later origins, as far as 28 days follow', () => {
    // a year from day 1000 on
    expect(cutsOf(1000, 1364).map(({ asOf, historyDays }) => [asOf, historyDays])).toEqual([
      [1059, 60],
      [1074, 75],
      [1088, 89],
      [1109, 110],
      [1179, 180],
      [1280, 281],
      [1336, 337],
    ]);
    expect(cutsOf(1000, 1100).map(({ historyDays }) => historyDays)).toEqual([60, 73]);
  });

  test('can be asked for one by one', () => {
    const { dataSets, only, reuse } = parseWanted(['cdnow', '--only', 'journey:89,journey:2017-12-03', '--reuse']);
    expect([dataSets, reuse]).toEqual([['cdnow', 'journey'], true]);
    expect([...only.get('journey')!]).toEqual(['89', '2017-12-03']);
    expect(parseWanted([]).dataSets).toEqual(['sample']);
    expect(() => parseWanted(['--only', '89'])).toThrow('expected a data set and a cut');
  });
});

describe('the hazard table', () => {
  /** Customers who buy each day with their own chance, from a day of their own on. */
  const shop = (chances: readonly number[], days: number) => {
    const random = seededRandom(11);
    return chances.map((chance, customer) => [
      customer % 5,
      ...Array.from({ length: days }, (_, day) => day).filter((day) => day > customer % 5 && random() < chance),
    ]);
  };
  const LENGTH = 200;

  test('reads out the chance of everybody where all are alike: 1 − .8⁷ within a week', () => {
    const days = shop(new Array(300).fill(0.2), LENGTH);
    const chances = readOut(fitTable(days, LENGTH - 1), days, { asOf: LENGTH - 1, length: 28 });
    const week = days.map((_, row) => chances.subarray(row * 28, row * 28 + 7).reduce((sum, p) => sum + p, 0));
    expect(week.reduce((sum, p) => sum + p, 0) / week.length).toBeCloseTo(1 - 0.8 ** 7, 1);
  });

  test('tells those who buy often from those who seldom do', () => {
    const days = shop(
      Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 0.4 : 0.05)),
      LENGTH,
    );
    const chances = readOut(fitTable(days, LENGTH - 1), days, { asOf: LENGTH - 1, length: 28 });
    const tomorrow = (which: number) => {
      const rows = days.map((_, row) => row).filter((row) => row % 2 === which);
      return rows.reduce((sum, row) => sum + chances[row * 28]!, 0) / rows.length;
    };
    expect(tomorrow(0)).toBeGreaterThan(0.3);
    expect(tomorrow(1)).toBeLessThan(0.1);
  });

  test('sees nothing after the cut', () => {
    const days = shop(new Array(50).fill(0.2), LENGTH);
    const past = days.map((own) => own.filter((day) => day <= 100));
    expect(fitTable(days, 100)).toEqual(fitTable(past, 100));
    const table = fitTable(past, 100);
    expect(readOut(table, days, { asOf: 100, length: 28 })).toEqual(readOut(table, past, { asOf: 100, length: 28 }));
  });
});

describe('its intervals', () => {
  /** Half on day 3, a quarter on day 4, a quarter after day 28. */
  const chances = new Float64Array(28);
  chances[2] = 0.5;
  chances[3] = 0.25;

  test('are the shortest that hold the mass; the last day stands for all later ones', () => {
    const bounds = (mass: number) => {
      const { low, high } = shortestIntervals(chances, mass);
      return [low[0], high[0]];
    };
    expect([bounds(0.5), bounds(0.75), bounds(0.8)]).toEqual([
      [3, 3],
      [3, 4],
      [3, 28],
    ]);
  });

  test('are tuned to hold a share of the answers', () => {
    const four = Float64Array.from([...chances, ...chances, ...chances, ...chances]);
    const answers = restricted([3, 3, 4, Number.NaN]);
    const mass = massThatCovers(four, answers, 0.75);
    expect(mass).toBeCloseTo(0.5, 5);
    const tuned = shortestIntervals(four, mass);
    expect([coverageOf(tuned, answers), widthOf(tuned)]).toEqual([0.75, 2]);
  });
});

test('the mean gap is shrunk by three of everybody’s and moved on beyond the cut', () => {
  // ana: gaps 10 and 10; bea: one gap of 4: overall (20 + 4) ÷ 3 = 8
  // ana (20 + 24) ÷ 5 = 8.8 from day 20, cut 32: elapsed 12, next multiple 17.6: 5.6 → 6
  // bea (4 + 24) ÷ 4 = 7 from day 24, elapsed 8, next multiple 14: 6
  expect(
    Array.from(
      meanGapDays(
        [
          [0, 10, 20],
          [20, 24],
        ],
        32,
      ),
    ),
  ).toEqual([6, 6]);
});
