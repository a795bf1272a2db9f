import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DEPTH,
  emptyOutcomes,
  hitAt,
  judgeList,
  meanOf,
  ndcgAt,
  recallAt,
  reciprocalRankAt,
} from '../../src/evaluation/ranking';

/** One case, judged. */
function judged(list: readonly number[], truth: readonly number[], known: readonly number[] = []) {
  const outcomes = emptyOutcomes(1);
  judgeList(outcomes, 0, { list, truth: new Set(truth), known: new Set(known) });
  const at = (values: (k: number) => Float64Array, ks: readonly number[]) =>
    ks.map((k) => Math.round(values(k)[0]! * 1e4) / 1e4);
  return { outcomes, at };
}

test('a list of four against three bought products, worked out by hand', () => {
  const { outcomes, at } = judged([7, 1, 9, 2], [1, 2, 3]);
  expect(at((k) => hitAt(outcomes, k), [1, 2, 3, 4])).toEqual([0, 1, 1, 1]);
  expect(at((k) => recallAt(outcomes, k), [1, 2, 3, 4])).toEqual([0, 0.3333, 0.3333, 0.6667]);
  // gains 1/log2(3) = .6309 and 1/log2(5) = .4307; ideal 1, 1.6309, 2.1309, 2.1309
  expect(at((k) => ndcgAt(outcomes, k), [1, 2, 3, 4])).toEqual([0, 0.3869, 0.2961, 0.4982]);
  expect(at((k) => reciprocalRankAt(outcomes, k), [1, 2, 10])).toEqual([0, 0.5, 0.5]);
});

test('repeat and explore parts: what the customer knows, and what is new', () => {
  // known are 1 and 9; bought are 1 (known), 2 and 3 (new)
  const { outcomes, at } = judged([7, 1, 9, 2], [1, 2, 3], [1, 9]);
  expect(at((k) => recallAt(outcomes, k, 'repeat'), [1, 2, 10])).toEqual([0, 1, 1]);
  expect(at((k) => recallAt(outcomes, k, 'explore'), [2, 4])).toEqual([0, 0.5]);
});

test('a part of which nothing was bought has no recall, and no place in the mean', () => {
  const { outcomes } = judged([1], [1], [1]);
  expect(recallAt(outcomes, 3, 'explore')[0]).toBeNaN();
  expect(meanOf([Number.NaN, 1, 0])).toBe(0.5);
  expect(meanOf([Number.NaN])).toBeNull();
});

test('the bought products themselves are perfect, others are nothing', () => {
  const perfect = judged([4, 5], [4, 5]);
  expect(perfect.at((k) => ndcgAt(perfect.outcomes, k), [1, 2, 10])).toEqual([1, 1, 1]);
  expect(perfect.at((k) => recallAt(perfect.outcomes, k), [1, 2])).toEqual([0.5, 1]);
  const nothing = judged([4, 5], [6]);
  for (const figure of [hitAt, recallAt, ndcgAt, reciprocalRankAt]) {
    expect(figure(nothing.outcomes, DEPTH)[0]).toBe(0);
  }
});

test('a list shorter than the depth scores as if nothing followed; what follows the depth is not judged', () => {
  const short = judged([4], [4]);
  expect(short.at((k) => hitAt(short.outcomes, k), [1, 3])).toEqual([1, 1]);
  expect(hitAt(judged([], [4]).outcomes, 3)[0]).toBe(0);
  const long = judged([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [11]);
  expect(hitAt(long.outcomes, DEPTH)[0]).toBe(0);
});

test('hit and recall never fall with k and all figures lie in 0 … 1', () => {
  const list = fc.uniqueArray(fc.nat(20), { maxLength: 12 });
  fc.assert(
    fc.property(list, fc.uniqueArray(fc.nat(20), { minLength: 1 }), (ranked, truth) => {
      const { outcomes } = judged(ranked, truth);
      for (let k = 1; k <= DEPTH; k++) {
        for (const figure of [hitAt, recallAt, ndcgAt, reciprocalRankAt]) {
          const value = figure(outcomes, k)[0]!;
          if (value < 0 || value > 1 + 1e-12) return false;
          if (figure !== ndcgAt && k > 1 && value < figure(outcomes, k - 1)[0]!) return false;
        }
      }
      return true;
    }),
  );
});
