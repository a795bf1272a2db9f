import { describe, expect, it } from 'vitest';
import { coverageBySegment } from '../../src/evaluation/interval-segments';
import { reliability } from '../../src/evaluation/reliability';

describe('coverage by segment', () => {
  const rows = 500;
  const actual = new Float64Array(rows).fill(5);
  const values = Float64Array.from({ length: rows }, (_, i) => (i < 300 ? 1 : i < 490 ? 3 : 8));
  const intervals = { low: new Float64Array(rows).fill(4), high: values.map((v) => v + 3) };

  it('gives rows, share inside and width per group, and hides what few rows would say', () => {
    const { by, groups } = coverageBySegment(intervals, actual, { by: 'basket', values, bounds: [3, 8] });
    expect(by).toBe('basket');
    expect(groups).toEqual([
      { from: null, to: 3, rows: 300, coverage: 0, meanWidth: 1 },
      { from: 3, to: 8, rows: 190, coverage: null, meanWidth: null },
      { from: 8, to: null, rows: 10, coverage: null, meanWidth: null },
    ]);
  });

  it('groups keep every row', () => {
    const { groups } = coverageBySegment(intervals, actual, { by: 'basket', values, bounds: [0, 2, 4, 6] });
    expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(rows);
  });

  it('of no rows is empty groups', () => {
    const cut = { by: 'basket', values: [], bounds: [] };
    expect(coverageBySegment({ low: [], high: [] }, [], cut).groups).toEqual([
      { from: null, to: null, rows: 0, coverage: null, meanWidth: null },
    ]);
  });
});

describe('reliability', () => {
  it('bins stated chances and counts what came true', () => {
    expect(reliability([0.1, 0.2, 0.9, 1], [0, 1, 1, 1], 2)).toEqual([
      { rows: 2, chance: expect.closeTo(0.15, 12), share: 0.5 },
      { rows: 2, chance: 0.95, share: 1 },
    ]);
  });

  it('keeps rows and the mean chance', () => {
    const chances = Float64Array.from({ length: 997 }, (_, i) => (i * 0.618) % 1);
    const bins = reliability(chances, new Float64Array(997));
    expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(997);
    const mean = bins.reduce((sum, bin) => sum + bin.rows * bin.chance, 0) / 997;
    expect(mean).toBeCloseTo(chances.reduce((a, b) => a + b, 0) / 997, 9);
  });
});
