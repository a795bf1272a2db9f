import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreRanking } from '../../src/evaluation/ranking';

const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

test('a list of four against three bought products, worked out by hand', () => {
  const { hit, recall, ndcg } = scoreRanking([7, 1, 9, 2], new Set([1, 2, 3]), 4);
  expect(Array.from(hit)).toEqual([0, 1, 1, 1]);
  expect(rounded(recall)).toEqual([0, 0.3333, 0.3333, 0.6667]);
  // gains 1/log2(3) = .6309 and 1/log2(5) = .4307; ideal 1, 1.6309, 2.1309, 2.1309
  expect(rounded(ndcg)).toEqual([0, 0.3869, 0.2961, 0.4982]);
});

test('the bought products themselves are perfect, others are nothing', () => {
  const perfect = scoreRanking([4, 5], new Set([4, 5]), 2);
  expect(Array.from(perfect.ndcg)).toEqual([1, 1]);
  expect(Array.from(perfect.recall)).toEqual([0.5, 1]);
  const nothing = scoreRanking([4, 5], new Set([6]), 2);
  expect([...nothing.hit, ...nothing.recall, ...nothing.ndcg]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a list shorter than the depth scores as if nothing followed', () => {
  expect(Array.from(scoreRanking([4], new Set([4]), 3).hit)).toEqual([1, 1, 1]);
  expect(Array.from(scoreRanking([], new Set([4]), 3).hit)).toEqual([0, 0, 0]);
});

test('hit and recall never fall with k and all figures lie in 0 … 1', () => {
  const list = fc.uniqueArray(fc.nat(20), { maxLength: 12 });
  fc.assert(
    fc.property(list, fc.uniqueArray(fc.nat(20), { minLength: 1 }), (ranked, truth) => {
      const { hit, recall, ndcg } = scoreRanking(ranked, new Set(truth), 10);
      for (let k = 0; k < 10; k++) {
        if (k > 0 && (hit[k]! < hit[k - 1]! || recall[k]! < recall[k - 1]!)) return false;
        if ([hit[k]!, recall[k]!, ndcg[k]!].some((value) => value < 0 || value > 1 + 1e-12)) return false;
      }
      return true;
    }),
  );
});
