import { beforeAll, expect, test } from 'vitest';
import { readyBackend } from '../../src/models/fitting/backend';
import { packRanker, rankerFiles, unpackRanker } from '../../src/models/folder/ranker-files';
import type { RankingNetwork } from '../../src/models/ranking/ranking-network';
import { CANDIDATE_FEATURES } from '../../src/products/candidates/candidate-features';
import { learnedRanker, trainRanker } from '../../src/products/candidates/learned-ranker';
import { rankingRows } from '../../src/products/candidates/ranking-rows';
import { answeredCases } from '../../src/products/methods/answered-cases';
import { shopOfHabits } from './shop-of-habits';
import { advise, contextOn, history } from './tiny-baskets';

const CUSTOMERS = 120;
const shop = history(shopOfHabits({ customers: CUSTOMERS, baskets: 10, products: 70, seed: 2 }), 70);
const customers = Array.from({ length: CUSTOMERS }, (_, c) => c);
const cases = (days: readonly number[]) =>
  answeredCases(shop, {
    customer: days.flatMap(() => customers),
    origin: days.flatMap((day) => customers.map(() => day)),
  });

const train = async () => (await trainRanker(shop, cases([21, 28, 35]), { seed: 4 }))!;
let ranker: RankingNetwork;
beforeAll(async () => {
  await readyBackend();
  ranker = await train();
});

test('the same cases and seed give the same bytes', async () => {
  const first = await packRanker(ranker);
  const second = await packRanker(await train());
  expect(second.manifest).toEqual(first.manifest);
  expect([...second.files]).toEqual([...first.files]);
});

test('a saved ranker recommends the same products with the same scores', async () => {
  const { manifest, files } = await packRanker(ranker);
  expect([...files.keys()]).toEqual(rankerFiles(manifest));
  const loaded = await unpackRanker(JSON.parse(JSON.stringify(manifest)), files);
  for (const customer of [0, 5, 60]) {
    const ask = (network: RankingNetwork) => advise(learnedRanker(network), contextOn(shop, 40), { customer, k: 10 });
    expect(ask(loaded)).toEqual(ask(ranker));
  }
});

test('a ranker of other features is refused', () => {
  const features = CANDIDATE_FEATURES.map((name) => (name === 'share' ? 'other' : name));
  expect(() => learnedRanker({ ...ranker, features })).toThrow(/other stands where share was expected/);
});

test('too few cases train nothing', async () => {
  expect(await trainRanker(shop, cases([21]), { seed: 1 })).toBeNull();
});

test('a list longer than the short list goes on with the customer’s other products, then with popular ones', () => {
  const { products } = advise(learnedRanker(ranker), contextOn(shop, 60), { customer: 3, k: 70 });
  expect(new Set(products).size).toBe(contextOn(shop, 60).popularity.ranking.length);
});

test('a customer without history gets the popular list, none of it their own', () => {
  const { products, own } = advise(learnedRanker(ranker), contextOn(shop, 0), { customer: 119, k: 3 });
  const popular = Array.from(contextOn(shop, 0).popularity.ranking.slice(0, 3));
  const bought = shop.basketDay[shop.customerStart[119]!]! <= 0;
  if (!bought) expect([products, own]).toEqual([popular, 0]);
});

test('feature rows are finite, one a candidate, and each case weighs its truth to the power of −½', async () => {
  const rows = await rankingRows(shop, cases([28]));
  expect(rows.features.every(Number.isFinite)).toBe(true);
  expect(rows.features.length).toBe(rows.bought.length * CANDIDATE_FEATURES.length);
  expect(rows.start.at(-1)).toBe(rows.bought.length);
  expect(rows.weight.every((weight) => weight > 0 && weight <= 1)).toBe(true);
});
