import { expect, test } from 'vitest';
import type { ProductMethodName } from '../../src/config/model-names';
import { emptyPlaces } from '../../src/evaluation/hit-chances';
import { emptyOutcomes, judgeList } from '../../src/evaluation/ranking';
import type { RecommenderScores } from '../../src/products/judging/evaluate-recommenders';
import { compareMethods } from '../../src/products/judging/recommender-figures';

/** A method that finds the product of so many of twelve customers, one case each. */
function method(name: ProductMethodName, hits: number): RecommenderScores {
  const outcomes = emptyOutcomes(12);
  for (let row = 0; row < 12; row++) {
    judgeList(outcomes, row, { list: [row < hits ? 1 : 2], truth: new Set([1]), known: new Set() });
  }
  const customers = Int32Array.from({ length: 12 }, (_, row) => row);
  return { name, personal: true, customers, outcomes, places: emptyPlaces(12), distinct: 1, popularity: 0 };
}

const compared = (ours: number, theirs: number) =>
  compareMethods(method('TIFU-KNN', ours), method('GP-TopFreq', theirs), { top: 3, seed: 1 });

test('one method is a multiple of another, in three figures', () => {
  expect(compared(12, 11).map(({ metric }) => metric)).toEqual(['hit', 'recall10', 'ndcg10']);
  for (const { ratio } of compared(12, 11)) expect(ratio.value).toBeCloseTo(12 / 11, 12);
});

test('it is none of a method with hits so few that customers drawn again have none of them', () => {
  // (11/12)^12, more than a third of the draws, miss the one customer with a hit.
  expect(compared(2, 1)).toEqual([]);
  expect(compared(2, 0)).toEqual([]);
});
