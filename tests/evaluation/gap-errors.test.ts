import { describe, expect, it } from 'vitest';
import { gapErrors } from '../../src/evaluation/gap-errors';

describe('the classical gap table', () => {
  it('judges only gaps that ended, and says what share did not', () => {
    const result = gapErrors([5, 5, 30, 7], [4, 8, Number.NaN, 6]);
    expect(result).toEqual({
      rows: 3,
      censoredShare: 0.25,
      mae: expect.closeTo(5 / 3, 12),
      rmse: expect.closeTo(Math.sqrt(11 / 3), 12),
      r2: expect.closeTo(1 - 11 / 8, 12),
    });
  });

  it('has no table where nobody returned, and no R² where all gaps are equal', () => {
    expect(gapErrors([1], [Number.NaN])).toBeNull();
    expect(gapErrors([6, 8], [7, 7])!.r2).toBeNull();
  });
});
