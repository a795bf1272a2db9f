import { describe, expect, test } from 'vitest';
import type { PlacedProducts } from '../../src/evaluation/hit-chances';
import { emptyPlaces, fitHitChances, hitChance, judgeHitChances } from '../../src/evaluation/hit-chances';
import { DEPTH } from '../../src/evaluation/ranking';
import { fitLogistic } from '../../src/evaluation/statistics/logistic';

describe('a logistic regression', () => {
  // Two groups of 4 and 6 rows with 1 and 4 ones: log-odds log(1/3), and log(4/2) less that.
  const rows = {
    columns: [new Array(10).fill(1), [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]],
    outcome: [1, 0, 0, 0, 1, 1, 1, 1, 0, 0],
  };

  test('gives the log-odds of the groups', () => {
    const [base, more] = fitLogistic({ ...rows, ridge: [1e-9, 1e-9] });
    expect(base).toBeCloseTo(Math.log(1 / 3), 6);
    expect(more).toBeCloseTo(Math.log(2) - Math.log(1 / 3), 6);
  });

  test('a ridge shrinks, and keeps finite what nothing contradicts', () => {
    const [, shrunk] = fitLogistic({ ...rows, ridge: [1e-9, 1e6] });
    expect(Math.abs(shrunk!)).toBeLessThan(1e-4);
    const [certain] = fitLogistic({ columns: [[1, 1]], outcome: [1, 1], ridge: [0.01] });
    expect(certain).toBeGreaterThan(3);
    expect(certain).toBeLessThan(20);
  });
});

interface Case {
  share: number;
  hit: boolean;
}

/** Cases with one product each, bought in this share of earlier purchases. */
function places(cases: readonly Case[]): PlacedProducts {
  const made = emptyPlaces(cases.length);
  cases.forEach(({ share, hit }, row) => {
    made.share[row * DEPTH] = share;
    made.recentShare[row * DEPTH] = share;
    made.filled[row] = 1;
    made.bought[row] = hit ? 1 : 0;
  });
  return made;
}

const chanceAt = (chances: NonNullable<ReturnType<typeof fitHitChances>>, share: number) =>
  hitChance(chances, { rank: 1, share, recentShare: share });

describe('the chance of a hit', () => {
  test('of few cases is the hit rate of the rank, whatever the customer’s habit', () => {
    const cases = [
      { share: 0.9, hit: false },
      { share: 0.5, hit: true },
      { share: 0.1, hit: true },
    ];
    const chances = fitHitChances(places(cases))!;
    // Two of three, with half a hit and half a miss more.
    for (const share of [0, 0.4, 1]) expect(chanceAt(chances, share)).toBeCloseTo(2.5 / 4, 12);
  });

  test('is not known of a rank that no list of validation had, and of nothing where there was none', () => {
    const chances = fitHitChances(places([{ share: 0.5, hit: true }]))!;
    expect(hitChance(chances, { rank: 2, share: 0.5, recentShare: 0.5 })).toBeNull();
    expect(fitHitChances(emptyPlaces(0))).toBeNull();
    expect(judgeHitChances(chances, emptyPlaces(0), { top: 3, learnedFrom: 1 })).toBeNull();
  });

  test('follows the habit where cases are many, and comes true on others', () => {
    // Shares .05 … .95, bought as often as they say, in an order without chance.
    const many = (shift: number): Case[] =>
      Array.from({ length: 4000 }, (_, i) => {
        const share = 0.05 + 0.1 * (i % 10);
        return { share, hit: ((Math.floor(i / 10) * 37 + shift) % 100) / 100 < share };
      });
    const chances = fitHitChances(places(many(0)))!;
    for (const share of [0.05, 0.45, 0.95]) expect(Math.abs(chanceAt(chances, share)! - share)).toBeLessThan(0.03);
    const judged = judgeHitChances(chances, places(many(50)), { top: 3, learnedFrom: 4000 })!;
    expect(judged.ranks).toEqual([
      { rank: 1, rows: 4000, chance: expect.closeTo(0.5, 1), share: expect.closeTo(0.5, 1) },
    ]);
    expect(judged.bins.length).toBeGreaterThan(7);
    for (const { chance, share } of judged.bins) expect(Math.abs(chance - share)).toBeLessThan(0.05);
  });
});
