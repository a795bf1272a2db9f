import { describe, expect, it } from 'vitest';
import { logGamma } from '../../src/models/fitting/log-gamma';
import { nelderMead } from '../../src/models/fitting/nelder-mead';

const wide = [
  [-10, 10],
  [-10, 10],
] as const;

describe('Nelder–Mead', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const valley = ([x, y]: readonly number[]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2;
    const { at, converged } = nelderMead(valley, { start: [-1.2, 1], bounds: wide, tolerance: 1e-12 });
    expect(converged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 4);
    expect(at[1]).toBeCloseTo(1, 4);
  });

  it('stops at the bound where the function falls towards it', () => {
    const slope = ([x, y]: readonly number[]) => -x! + y! * y!;
    const { at } = nelderMead(slope, { start: [0, 3], bounds: wide });
    expect(at[0]).toBeCloseTo(10, 3);
    expect(at[1]).toBeCloseTo(0, 3);
  });

  it('never asks outside the bounds, and walks around what is not a number', () => {
    const seen: number[] = [];
    const f = ([x]: readonly number[]) => {
      seen.push(x!);
      return x! > 1 ? Number.NaN : (x! - 0.9) ** 2;
    };
    const { at } = nelderMead(f, { start: [-2], bounds: [[-2, 5]], step: 8 });
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...seen)).toBeLessThanOrEqual(5);
    expect(at[0]).toBeCloseTo(0.9, 3);
  });

  it('says so when the evaluations run out', () => {
    const { converged } = nelderMead(([x]) => x! ** 2, { start: [9], bounds: [[-10, 10]], evaluations: 5 });
    expect(converged).toBe(false);
  });
});

describe('logGamma', () => {
  it('gives factorials and the square root of pi', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(logGamma(0.01)).toBeCloseTo(4.599479878042022, 10);
  });
});
