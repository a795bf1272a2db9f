import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concordance } from '../../src/evaluation/statistics/concordance';

/** All pairs, one by one. */
function byPairs(predicted: number[], actual: number[]): number | null {
  let pairs = 0;
  let points = 0;
  for (let i = 0; i < actual.length; i++) {
    for (let j = 0; j < actual.length; j++) {
      if (actual[i]! >= actual[j]!) continue;
      pairs++;
      if (predicted[i] === predicted[j]) points += 0.5;
      else if (predicted[i]! < predicted[j]!) points++;
    }
  }
  return pairs === 0 ? null : points / pairs;
}

describe('concordance', () => {
  it('is worked out by hand: 5 pairs differ, 3 in order, 1 predicted equal, 1 reversed', () => {
    // (1,2) ok, (1,3) ok, (1,3) tied, (2,3) ok, (2,3) reversed; the two answers of 3 are no pair
    expect(concordance([1, 2, 5, 1], [1, 2, 3, 3])).toBeCloseTo(3.5 / 5, 12);
  });

  it('is 1 in order, 0 in reverse, one half for equal predictions', () => {
    expect(concordance([1, 2, 3], [4, 5, 6])).toBe(1);
    expect(concordance([3, 2, 1], [4, 5, 6])).toBe(0);
    expect(concordance([7, 7, 7], [4, 5, 6])).toBe(0.5);
  });

  it('has no answer where no two answers differ', () => {
    expect(concordance([1, 2], [28, 28])).toBeNull();
    expect(concordance([], [])).toBeNull();
  });

  it('refuses NaN', () => {
    expect(() => concordance([1, Number.NaN], [1, 2])).toThrow(/row 1 is NaN/);
  });

  it('equals the count of all pairs', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), (rows) => {
        const [predicted, actual] = [rows.map(([p]) => p), rows.map(([, a]) => a)];
        const expected = byPairs(predicted, actual);
        const found = concordance(predicted, actual);
        if (expected === null) expect(found).toBeNull();
        else expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('orders 100,000 rows at once', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => i % 977);
    expect(concordance(rows, rows)).toBe(1);
  });
});
