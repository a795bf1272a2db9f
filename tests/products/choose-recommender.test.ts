import { expect, test } from 'vitest';
import type { ProductMethodName } from '../../src/config/model-names';
import { emptyPlaces } from '../../src/evaluation/hit-chances';
import { emptyOutcomes, judgeList } from '../../src/evaluation/ranking';
import { chooseByValidation } from '../../src/products/judging/choose-recommender';
import type { RecommenderScores } from '../../src/products/judging/evaluate-recommenders';

/** A method whose first place was bought in so many of the cases from the `first` on, one case a customer. */
function method(name: ProductMethodName, hits: number, cases: number, first = 0): RecommenderScores {
  const outcomes = emptyOutcomes(cases);
  for (let row = 0; row < cases; row++) {
    judgeList(outcomes, row, {
      list: [row >= first && row < first + hits ? 1 : 2],
      truth: new Set([1]),
      known: new Set(),
    });
  }
  const customers = Int32Array.from({ length: cases }, (_, row) => row);
  return { name, personal: true, customers, outcomes, places: emptyPlaces(cases), distinct: 1, popularity: 0 };
}

/** Origins of a year, in which no week matters, and of one week. */
const YEAR = [0, 364];
const WEEK = [0, 0];
const choose = (...scores: RecommenderScores[]) => chooseByValidation(scores, 3, YEAR);

test('the best of those that are better than GP-TopFreq', () => {
  expect(choose(method('GP-TopFreq', 100, 400), method('P-TopFreq', 160, 400), method('UP-CF@r', 200, 400))).toBe(
    'UP-CF@r',
  );
});

test('a small gain on few cases is not thrown away, a loss is no gain', () => {
  expect(choose(method('GP-TopFreq', 10, 40), method('P-TopFreq', 11, 40))).toBe('P-TopFreq');
  expect(choose(method('GP-TopFreq', 10, 40), method('P-TopFreq', 8, 40))).toBe('GP-TopFreq');
});

test('on few cases what is usual decides, on many what was seen', () => {
  // the ranker is usually better; here another method leads by chance, or by 5,000 cases
  expect(choose(method('GP-TopFreq', 10, 40), method('P-TopFreq', 11, 40, 5), method('dense-ranker', 10, 40, 5))).toBe(
    'dense-ranker',
  );
  expect(
    choose(method('GP-TopFreq', 4000, 10_000), method('P-TopFreq', 9000, 10_000), method('dense-ranker', 3000, 10_000)),
  ).toBe('P-TopFreq');
});

test('what a single week showed counts less than what a year showed, however many the customers', () => {
  const seen = [method('GP-TopFreq', 4000, 10_000), method('dense-ranker', 3900, 10_000)];
  expect(chooseByValidation(seen, 3, YEAR)).toBe('GP-TopFreq');
  expect(chooseByValidation(seen, 3, WEEK)).toBe('dense-ranker');
});

test('the list that is the same for everybody needs strong evidence', () => {
  expect(choose(method('GP-TopFreq', 10, 40), method('G-TopFreq', 12, 40))).toBe('GP-TopFreq');
});

test('without cases, and where nothing hits, a method is chosen all the same', () => {
  expect(choose(method('GP-TopFreq', 0, 0), method('P-TopFreq', 0, 0))).toBe('GP-TopFreq');
  expect(choose(method('GP-TopFreq', 0, 40), method('P-TopFreq', 0, 40))).toBe('GP-TopFreq');
});
