import { describe, expect, test } from 'vitest';
import type { PlacedProducts } from '../../src/evaluation/hit-chances';
import { emptyPlaces, fitHitChances, hitChance, judgeHitChances } from '../../src/evaluation/hit-chances';
import { DEPTH } from '../../src/evaluation/ranking';
import { risingShare, valueAt } from '../../src/evaluation/statistics/isotonic';

describe('a share that never falls', () => {
  test('pools what falls: 0, 1, 0, 1, 1 of single rows is 0, then a half, then 1', () => {
    const curve = risingShare([1, 2, 3, 4, 5], [0, 1, 0, 1, 1], 1);
    // Blocks {1}, {2, 3}, {4, 5}: shares 0 of 1, 1 of 2, 2 of 2, each with half a one and half a zero more.
    expect(curve.at).toEqual([1, 2.5, 4.5]);
    expect(curve.value).toEqual([0.25, 0.5, expect.closeTo(2.5 / 3, 12)]);
  });

  test('rows come in any order, and equal scores stay together', () => {
    const curve = risingShare([7, 3, 7, 3], [1, 0, 0, 0], 1);
    expect(curve).toEqual({ at: [3, 7], value: [expect.closeTo(0.5 / 3, 12), 0.5] });
  });

  test('of fewer rows than two points need, it is one: their share', () => {
    expect(risingShare([1, 2, 3], [0, 0, 1], 2)).toEqual({ at: [2], value: [0.375] });
  });

  test('is a line between its points and flat beyond them', () => {
    const curve = { at: [1, 3], value: [0.2, 0.6] };
    expect([0, 1, 2, 3, 9].map((point) => valueAt(curve, point))).toEqual([
      0.2,
      0.2,
      expect.closeTo(0.4, 12),
      0.6,
      0.6,
    ]);
  });
});

/** Cases whose first place has this score and was bought or not; the second is the shop's favourite where there is one. */
function places(cases: readonly { score: number; hit: boolean; favourite?: boolean }[]): PlacedProducts {
  const made = emptyPlaces(cases.length);
  cases.forEach(({ score, hit, favourite }, row) => {
    made.scores[row * DEPTH] = score;
    made.own[row] = 1;
    made.filled[row] = favourite === undefined ? 1 : 2;
    made.bought[row] = (hit ? 1 : 0) | (favourite ? 2 : 0);
  });
  return made;
}

describe('the chance of a hit', () => {
  test('of few cases is the hit rate of the rank, whatever the score', () => {
    const chances = fitHitChances(
      places([
        { score: 1, hit: false },
        { score: 5, hit: true },
        { score: 9, hit: true },
      ]),
    )!;
    for (const score of [-1, 4, 99]) expect(hitChance(chances, { rank: 1, score, own: true })).toBe(2.5 / 4);
  });

  test('is not known of a rank that no list of validation had, nor of favourites where none filled a list up', () => {
    const chances = fitHitChances(places([{ score: 1, hit: true }]))!;
    expect(hitChance(chances, { rank: 2, score: 1, own: true })).toBeNull();
    expect(hitChance(chances, { rank: 1, score: 1, own: false })).toBeNull();
    expect(fitHitChances(emptyPlaces(0))).toBeNull();
  });

  test('of what fills a list up is learned apart from what the method chose', () => {
    const chances = fitHitChances(
      places(Array.from({ length: 9 }, () => ({ score: 1, hit: true, favourite: false }))),
    )!;
    expect(hitChance(chances, { rank: 1, score: 1, own: true })).toBe(0.95);
    expect(hitChance(chances, { rank: 2, score: 1, own: false })).toBe(0.05);
  });

  test('rises with the score where cases are many, and comes true on others', () => {
    // Scores 0 … .99, bought as often as the score says, by a rule without chance.
    const many = (shift: number) =>
      Array.from({ length: 5000 }, (_, i) => ({
        score: (i % 100) / 100,
        hit: ((i * 37 + shift) % 101) / 101 < (i % 100) / 100,
      }));
    const chances = fitHitChances(places(many(0)))!;
    const of = (score: number) => hitChance(chances, { rank: 1, score, own: true })!;
    for (const score of [0.1, 0.5, 0.9]) expect(Math.abs(of(score) - score)).toBeLessThan(0.05);
    const judged = judgeHitChances(chances, places(many(50)), { top: 3, learnedFrom: 5000 })!;
    expect(judged.ranks).toEqual([
      { rank: 1, rows: 5000, chance: expect.closeTo(judged.ranks[0]!.share, 1), share: expect.any(Number) },
    ]);
    for (const { chance, share } of judged.bins) expect(Math.abs(chance - share)).toBeLessThan(0.05);
  });
});
