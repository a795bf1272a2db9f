import { expect, test } from 'vitest';
import type { UpCfOptions } from '../../src/products/methods/up-cf';
import { upCfMethod } from '../../src/products/methods/up-cf';
import { shopOfHabits } from './shop-of-habits';
import { advise, contextOn, history } from './tiny-baskets';

const PRODUCTS = 12;
const CUSTOMERS = 8;
const DAY = 60;
const baskets = shopOfHabits({ customers: CUSTOMERS, baskets: 10, products: PRODUCTS, seed: 22 });
const past = (customer: number) => baskets.filter(([owner, day]) => owner === customer && day! <= DAY);
const setOf = (customer: number) => new Set(past(customer).flatMap((basket) => basket.slice(2)));

/** π(v, i): share of v's last r baskets with i. */
function recentShare(customer: number, product: number, recency: number): number {
  const last = past(customer).slice(-recency);
  return last.filter((basket) => basket.slice(2).includes(product)).length / last.length;
}

/** Σ over all customers of w^q π, divided by Σ w^q. */
function paperScore(customer: number, product: number, { recency, locality, alpha }: UpCfOptions): number {
  const own = setOf(customer);
  let sum = 0;
  let weights = 0;
  for (let other = 0; other < CUSTOMERS; other++) {
    const theirs = setOf(other);
    const common = [...own].filter((item) => theirs.has(item)).length;
    const weight = (common / (own.size ** alpha * theirs.size ** (1 - alpha))) ** locality;
    sum += weight * recentShare(other, product, recency);
    weights += weight;
  }
  return sum / weights;
}

test.each([
  { recency: 3, locality: 5, alpha: 0.25, neighbours: 100 },
  { recency: 25, locality: 1, alpha: 0.5, neighbours: 100 },
  { recency: 1, locality: 10, alpha: 0, neighbours: 100 },
])('agrees with a transcription of the paper to 1e-9: $recency $locality $alpha', (options) => {
  const context = contextOn(history(baskets, PRODUCTS), DAY);
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const { products, scores, own } = advise(upCfMethod('UP-CF@r', options), context, { customer, k: PRODUCTS });
    products.slice(0, own).forEach((product, place) => {
      expect(Math.abs(scores[place]! - paperScore(customer, product, options))).toBeLessThan(1e-9);
    });
  }
});
