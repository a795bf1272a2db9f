import { expect, test } from 'vitest';
import { emptyOutcomes, judgeList } from '../../src/evaluation/ranking';
import { chooseByValidation } from '../../src/products/choose-recommender';
import type { RecommenderScores } from '../../src/products/evaluate-recommenders';

/** A method whose first place was bought in so many of the cases, one case a customer. */
function method(name: string, hits: number, cases: number): RecommenderScores {
  const outcomes = emptyOutcomes(cases);
  for (let row = 0; row < cases; row++) {
    judgeList(outcomes, row, { list: [row < hits ? 1 : 2], truth: new Set([1]), known: new Set() });
  }
  const customers = Int32Array.from({ length: cases }, (_, row) => row);
  return { name, personal: true, customers, outcomes, distinct: 1, popularity: 0 };
}

const choose = (scores: RecommenderScores[]) => chooseByValidation(scores, { top: 3, seed: 1 });

test('the best of those that are clearly better than GP-TopFreq', () => {
  expect(choose([method('GP-TopFreq', 100, 400), method('a', 160, 400), method('b', 200, 400)])).toBe('b');
});

test('what is better by chance alone is passed over', () => {
  expect(choose([method('GP-TopFreq', 10, 40), method('a', 11, 40)])).toBe('GP-TopFreq');
  expect(choose([method('GP-TopFreq', 10, 40), method('a', 8, 40)])).toBe('GP-TopFreq');
});

test('without cases, and where nothing hits, the safest method is chosen', () => {
  expect(choose([method('GP-TopFreq', 0, 0), method('a', 0, 0)])).toBe('GP-TopFreq');
  expect(choose([method('GP-TopFreq', 0, 40), method('a', 0, 40)])).toBe('GP-TopFreq');
});
