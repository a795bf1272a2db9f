import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/evaluation/random-source';
import type { DateModel } from '../../src/models/date-model';
import { pointPrediction } from '../../src/models/date-model';
import { distributionPrediction } from '../../src/models/day-distribution';
import { intervalsAround } from '../../src/models/day-intervals';
import { chooseDateModel } from '../../src/training/choose-date-model';
import { answeredDays, ruleKnownOn } from '../../src/training/interval-rules';
import type { JudgedRows } from '../../src/training/judged-rows';
import { datedRows } from '../models/dated-rows';

const HORIZON = 10;

/** Answers of `customers` with four rows each, drawn evenly from days 1 … 4. */
function judged(customers: number): JudgedRows {
  const random = seededRandom(5);
  const length = 4 * customers;
  const restricted = Float64Array.from({ length }, () => 1 + Math.floor(random() * 4));
  const customer = Int32Array.from({ length }, (_, row) => row % customers);
  const rows = {
    ...datedRows(length, {}),
    customer,
    origin: new Int32Array(length),
    nextDay: restricted,
  };
  return { rows, restricted, daysToNext: restricted };
}

/** The same chances for every row. */
function constant(name: string, chances: readonly number[]): DateModel {
  return {
    name,
    kind: 'baseline',
    predict: ({ length }) =>
      distributionPrediction(
        Float64Array.from({ length: length * HORIZON }, (_, i) => chances[i % HORIZON] ?? 0),
        HORIZON,
      ),
  };
}

function point(name: string, days: (row: number) => number): DateModel {
  return {
    name,
    kind: 'network',
    predict: ({ length }) =>
      pointPrediction(
        Float64Array.from({ length }, (_, row) => days(row)),
        HORIZON,
      ),
  };
}

const late = constant('late', [0, 0, 0, 0, 0, 0, 0, 0.5, 0.5]);
/** Its CRPS is .005 above the exact one's, where a row's difference varies by .07. */
const rough = constant('rough', [0.3, 0.2, 0.3, 0.2]);
const exact = constant('exact', [0.25, 0.25, 0.25, 0.25]);

describe('the distribution', () => {
  test('with the lowest CRPS wins against one that is clearly worse, however simple', () => {
    const choice = chooseDateModel([late, exact], judged(200), HORIZON);
    expect([choice.chosen, choice.distribution]).toEqual(['exact', 'exact']);
  });

  test('of few customers gives way to a simpler one within one standard error; of many it does not', () => {
    expect(chooseDateModel([late, rough, exact], judged(10), HORIZON).distribution).toBe('rough');
    expect(chooseDateModel([late, rough, exact], judged(1000), HORIZON).distribution).toBe('exact');
  });

  test('of a single customer is the simplest there is: nothing says how another would differ', () => {
    expect(chooseDateModel([late, exact], judged(1), HORIZON).distribution).toBe('late');
  });
});

describe('a model of dates alone', () => {
  const rows = judged(200);
  const oracle = point('oracle', (row) => rows.restricted[row]!);

  test('gives the date where it errs clearly less, and intervals of the distribution are drawn around it', () => {
    const choice = chooseDateModel([exact, oracle], rows, HORIZON);
    expect([choice.chosen, choice.distribution]).toEqual(['oracle', 'exact']);
    expect(choice.chosenBy).toMatch(/clearly lower mean absolute error .* than exact/);
    const answered = answeredDays(rows, oracle.predict(rows.rows), exact.predict(rows.rows))!;
    const { low, high } = intervalsAround(answered.stated, HORIZON, ruleKnownOn(HORIZON, [answered], HORIZON));
    expect(rows.restricted.every((day, row) => day >= low[row]! && day <= high[row]!)).toBe(true);
  });

  test('does not where its advantage is within chance, or there is none', () => {
    const lucky = point('lucky', (row) => (row === 0 ? rows.restricted[row]! : 2));
    expect(chooseDateModel([exact, lucky, point('wrong', () => 9)], rows, HORIZON).chosen).toBe('exact');
  });
});
