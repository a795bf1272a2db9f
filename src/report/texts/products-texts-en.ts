import type { ProductsTexts } from './products-texts-es';
import { cases, count, customers, many, number, percent, pointBounds, points } from './words-en';

/** Texts of how often the recommended products are bought, in English. */
export const PRODUCTS_EN: ProductsTexts = {
  intro: (top) =>
    `A case is a customer on an as-of date, and the truth is the products of their first purchase after it. Hit@${top} is the share of cases in which at least one of the ${top} recommended is bought; recall, the share of the purchase that was named; nDCG rewards hits in the first places.`,
  choice: (name, chosenBy) => `In use: “${name}” (${chosenBy}).`,
  unmeasured: 'There is no evaluation of the products',
  why: (reason) =>
    `Reason: ${reason}. Products are recommended all the same, but nothing can be said of how good they are.`,
  table: {
    title: (top) => `Hits of each method with ${many(top, 'product', 'products')}`,
    method: 'Method',
    cases: 'Cases',
    hits: 'Hits',
    low: '95% CI, from',
    high: '95% CI, to',
    hit: (top) => `Hit@${top} (hits / cases)`,
    confidence: '95% CI',
    recall: (top) => `Recall@${top}`,
    ndcg: (top) => `nDCG@${top}`,
    personal: 'each customer’s own',
    global: 'the same for all',
    howToRead: (n, of) => `the same cases for every method. n = ${cases(n)} of ${customers(of)}.`,
    difference: (model, against, difference) =>
      `“${model}” against “${against}”: ${points(difference.value)} (${pointBounds(difference)}).`,
  },
  chances: {
    title: (least, most) =>
      `Of the least sure recommendations (${percent(least.chance, 0)}) ${percent(least.share, 0)} are bought; of the surest (${percent(most.chance, 0)}), ${percent(most.share, 0)}`,
    howToRead: (cases) =>
      `each recommendation has its chance of being in the next purchase (prob_acierto), learned on ${many(cases, 'validation case', 'validation cases')} from its rank and how often the customer buys the product. On the diagonal, the test bore it out; clientes.html and contactar.csv have that of each customer.`,
    n: (rows) => `n = ${many(rows, 'recommendation', 'recommendations')} of the test.`,
    rank: (rank, said, came) => `Rank ${rank}: stated ${percent(said, 1)}, bought ${percent(came, 1)}.`,
    rankName: (rank) => `Rank ${rank}`,
    binName: (chance) => `Those of about ${percent(chance, 0)}`,
    group: 'Recommendations',
    stated: 'Chance stated',
    came: 'Share bought',
    rows: 'Cases',
    identity: 'what is stated comes true',
    recommended: 'recommendations',
    hover: (said, came, rows) => `stated ${percent(said, 1)}, bought ${percent(came, 1)}<br>n = ${count(rows)}`,
  },
  byLength: {
    name: 'Hits by length of the list',
    title: ({ at, hit, depth, deepest }) =>
      depth > at
        ? `With ${many(at, 'product', 'products')} at least one is bought in ${percent(hit)} of the cases; with ${count(depth)}, in ${percent(deepest)}`
        : `With ${many(at, 'product', 'products')} at least one is bought in ${percent(hit)} of the cases`,
    howToRead:
      'higher is better. The dotted line marks the length of the list that is delivered; the thickest one is the method in use; the bars are 95% intervals.',
    n: (n, of) => `n = ${cases(n)} of ${customers(of)}.`,
    method: (name, k, hit) => `${name}: Hit@${k} ${percent(hit)}.`,
    hover: (k, value) => `<br>k = ${k}: ${number.short(value)}`,
    methodName: 'Method',
    figures: { hitRate: 'Hit@k', recall: 'Recall@k', ndcg: 'nDCG@k' },
  },
  comparisons: {
    title: (chosen) => `“${chosen}” as a multiple of other methods`,
    against: 'Against',
    ratio: ({ value, low, high }) => `${number.fixed(value, 3)} (${number.fixed(low, 3)} to ${number.fixed(high, 3)})`,
    howToRead:
      'above 1 the method in use is better; in brackets the 95 % interval, customers resampled. Where it holds 1, the difference may be chance.',
  },
  parts: {
    title: 'The known and the new, and how much of the catalogue is shown',
    columns: ['Method', 'Recall@10 of the known', 'Recall@10 of the new', 'MRR@10', 'Catalogue', 'Popularity'],
    howToRead:
      'the new are products the customer had never bought. Catalogue: share of the products sold that some list shows. Popularity: in what share of the shop’s purchases the recommended are, on average.',
  },
  bySize: {
    name: 'Hits by size of the purchase',
    title: (smallest, largest, size) =>
      `${percent(smallest)} of the smallest purchases are hit, and ${percent(largest)} of those of ${size} products`,
    howToRead: (top) =>
      `Hit@${top} by how many distinct products the predicted purchase holds: the more there are, the easier it is to hit one.`,
    group: (size, hit) => `With ${size} products: ${percent(hit)}.`,
    hover: (size, hit, n) => `<br>${size}: ${percent(hit)} · ${cases(n)}`,
    method: 'Method',
    size: 'Products in the purchase',
    cases: 'Cases',
    axis: 'distinct products in the predicted purchase',
  },
};
