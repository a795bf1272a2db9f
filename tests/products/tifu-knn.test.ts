import { expect, test } from 'vitest';
import type { TifuOptions } from '../../src/products/methods/tifu-knn';
import { groupedByBaskets, groupedByDays, tifuMethod } from '../../src/products/methods/tifu-knn';
import { shopOfHabits } from './shop-of-habits';
import type { Basket } from './tiny-baskets';
import { advise, contextOn, history } from './tiny-baskets';

const PRODUCTS = 12;
const DAY = 60;
const OPTIONS: TifuOptions = { group: 3, withinDecay: 0.9, groupDecay: 0.6, alpha: 0.4, neighbours: 4 };
const baskets = shopOfHabits({ customers: 9, baskets: 11, products: PRODUCTS, seed: 21 });

/** A transcription of the paper's formulas on dense vectors. */
function paperScores(vectorOf: (past: Basket[]) => number[], customer: number): number[] {
  const past = (c: number) => baskets.filter(([owner, day]) => owner === c && day! <= DAY);
  const own = vectorOf(past(customer));
  const others = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((c) => c !== customer).map((c) => vectorOf(past(c)));
  const distance = (v: number[]) => Math.sqrt(v.reduce((sum, x, i) => sum + (x - own[i]!) ** 2, 0));
  const nearest = others.sort((a, b) => distance(a) - distance(b)).slice(0, OPTIONS.neighbours);
  return own.map((x, i) => {
    const mean = nearest.reduce((sum, v) => sum + v[i]!, 0) / nearest.length;
    return OPTIONS.alpha * x + (1 - OPTIONS.alpha) * mean;
  });
}

const vector = (basket: Basket) =>
  Array.from({ length: PRODUCTS }, (_, product) => (basket.slice(2).includes(product) ? 1 : 0));
const plus = (a: readonly number[], b: readonly number[], factor: number): number[] =>
  a.map((x, i) => x + factor * b[i]!);
const zero = (): number[] => new Array<number>(PRODUCTS).fill(0);

/** Eq. 1 and 2: groups of m baskets from the latest back; mean within the group, then mean over the groups. */
function groupedVector(past: Basket[]): number[] {
  const groups: Basket[][] = [];
  for (let end = past.length; end > 0; end -= OPTIONS.group)
    groups.unshift(past.slice(Math.max(0, end - OPTIONS.group), end));
  return groups.reduce<number[]>((sum, group, g) => {
    const within = group.reduce<number[]>(
      (v, basket, j) => plus(v, vector(basket), OPTIONS.withinDecay ** (group.length - 1 - j)),
      zero(),
    );
    return plus(sum, within, OPTIONS.groupDecay ** (groups.length - 1 - g) / (group.length * groups.length));
  }, zero());
}

function expectAgreement(method: ReturnType<typeof tifuMethod>, vectorOf: (past: Basket[]) => number[]): void {
  const context = contextOn(history(baskets, PRODUCTS), DAY);
  for (let customer = 0; customer < 9; customer++) {
    const expected = paperScores(vectorOf, customer);
    const { products, scores, own } = advise(method, context, { customer, k: PRODUCTS });
    products.slice(0, own).forEach((product, place) => {
      expect(Math.abs(scores[place]! - expected[product]!)).toBeLessThan(1e-9);
    });
    expect(own).toBe(expected.filter((score) => score > 0).length);
  }
}

test('agrees with a transcription of the paper to 1e-9, groups that are not full included', () => {
  expectAgreement(tifuMethod('TIFU-KNN', OPTIONS, groupedByBaskets(OPTIONS)), groupedVector);
});

test('by the calendar, agrees with its formula to 1e-9', () => {
  const byDays = (past: Basket[]) =>
    past.reduce<number[]>((sum, basket) => {
      const age = DAY - basket[1]!;
      const weight =
        OPTIONS.withinDecay ** (age % OPTIONS.group) * OPTIONS.groupDecay ** Math.floor(age / OPTIONS.group);
      return plus(sum, vector(basket), weight / past.length);
    }, zero());
  expectAgreement(tifuMethod('TIFU-KNN-time', OPTIONS, groupedByDays(OPTIONS)), byDays);
});
