import { describe, expect, it } from 'vitest';
import { bootstrapMean } from '../../src/evaluation/statistics/bootstrap';
import { pairedBootstrap, pairedStandardError } from '../../src/evaluation/statistics/paired-bootstrap';

const customers = Int32Array.from({ length: 400 }, (_, i) => i >> 2);
/** A customer's own level, hard for both methods alike. */
const theirs = Float64Array.from(customers, (c) => 2 + (c % 10));

describe('paired bootstrap by customer', () => {
  it('cancels what is hard for both: a constant share less has no spread in the ratio', () => {
    const ours = theirs.map((score) => score * 0.9);
    const { difference, ratio } = pairedBootstrap({ ours, theirs, customers }, { seed: 1 });
    expect(ratio!.value).toBeCloseTo(0.9, 12);
    expect(ratio!.low).toBeCloseTo(0.9, 9);
    expect(ratio!.high).toBeCloseTo(0.9, 9);
    expect(difference.value).toBeCloseTo(-0.65, 12);
    expect(difference.low).toBeLessThan(difference.value);
  });

  it('its difference is the bootstrap of the per-row differences', () => {
    const ours = theirs.map((score, i) => score + Math.sin(i));
    const { difference } = pairedBootstrap({ ours, theirs, customers }, { seed: 7 });
    const direct = bootstrapMean(
      ours.map((score, i) => score - theirs[i]!),
      customers,
      { seed: 7 },
    );
    expect(difference.low).toBeCloseTo(direct.low, 9);
    expect(difference.high).toBeCloseTo(direct.high, 9);
  });

  it('covers no difference about 95 times in 100', () => {
    let inside = 0;
    for (let trial = 0; trial < 200; trial++) {
      const ours = theirs.map((score, i) => score + Math.sin(1e4 * (1 + (customers[i]! + 1) * (trial + 1.3))));
      const { low, high } = pairedBootstrap({ ours, theirs, customers }, { seed: trial, resamples: 300 }).difference;
      if (low <= 0 && high >= 0) inside++;
    }
    expect(inside / 200).toBeGreaterThan(0.89);
    expect(inside / 200).toBeLessThanOrEqual(1);
  });

  it('a single customer has no spread, and a rival without error no ratio', () => {
    const one = pairedBootstrap({ ours: [1, 2], theirs: [2, 4], customers: [9, 9] }, { seed: 1 });
    expect(one.difference).toEqual({ value: -1.5, low: -1.5, high: -1.5 });
    expect(one.ratio).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(pairedBootstrap({ ours: [1], theirs: [0], customers: [1] }, { seed: 1 }).ratio).toBeNull();
  });
});

describe('standard error of a paired difference', () => {
  it('is that of the customers, not of the rows: three rows each that say the same count once', () => {
    const ours = [1, 1, 1, 3, 3, 3];
    const theirs = [0, 0, 0, 0, 0, 0];
    // customers' means 1 and 3: standard deviation √2, over √2 customers
    expect(pairedStandardError(ours, theirs, [7, 7, 7, 9, 9, 9])).toEqual({ mean: 2, standardError: 1 });
  });

  it('is zero where every customer differs by the same, and infinite for a single one', () => {
    expect(pairedStandardError([2, 3], [1, 2], [1, 2])).toEqual({ mean: 1, standardError: 0 });
    expect(pairedStandardError([2, 3], [1, 1], [1, 1]).standardError).toBe(Number.POSITIVE_INFINITY);
  });
});
